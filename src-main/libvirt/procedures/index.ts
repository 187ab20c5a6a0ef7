import { connect } from './connect'
import { domainBlockJobs } from './domain-block-job'
import { domainCheckpoints } from './domain-checkpoint'
import { domainDevices } from './domain-devices'
import { domainGuestAgent } from './domain-guest-agent'
import { domainJobs } from './domain-job'
import { domainLaunchSecurity } from './domain-launch-security'
import { domainLifecycle } from './domain-lifecycle'
import { domainMigration } from './domain-migration'
import { domainSnapshots } from './domain-snapshot'
import { domainState } from './domain-state'
import { domainStatistics } from './domain-statistics'
import { domainTuning } from './domain-tuning'
import { eventRegistration } from './event-registration'
import { networkInterfaces } from './interface'
import { networks } from './network'
import { node } from './node'
import { nodeDevices } from './node-device'
import { nwfilters } from './nwfilter'
import { objectNames } from './object-names'
import { secrets } from './secret'
import { storagePools } from './storage-pool'
import { storageVolumes } from './storage-volume'

/** Every procedure of libvirt's own program, by name. */
export const remote = {
  ...connect,
  ...node,
  ...domainLifecycle,
  ...domainState,
  ...domainStatistics,
  ...domainTuning,
  ...domainDevices,
  ...domainSnapshots,
  ...domainCheckpoints,
  ...domainBlockJobs,
  ...domainJobs,
  ...domainMigration,
  ...domainGuestAgent,
  ...domainLaunchSecurity,
  ...networks,
  ...networkInterfaces,
  ...storagePools,
  ...storageVolumes,
  ...nodeDevices,
  ...secrets,
  ...nwfilters,
  ...objectNames,
  ...eventRegistration,
}

export { qemu } from './qemu'
export * from './events'
export * from './flags'
export * from './programs'
export * from './states'
export * from './typed-parameter'
export * from './values'
