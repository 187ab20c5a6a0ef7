import { connect } from './connect'
import { domainLifecycle } from './domain-lifecycle'
import { domainState } from './domain-state'
import { domainStatistics } from './domain-statistics'
import { eventRegistration } from './event-registration'
import { node } from './node'

/** Every procedure of libvirt's own program, by name. */
export const remote = {
  ...connect,
  ...node,
  ...domainLifecycle,
  ...domainState,
  ...domainStatistics,
  ...eventRegistration,
}

export { qemu } from './qemu'
export * from './events'
export * from './programs'
export * from './typed-parameter'
export * from './values'
