import type { Host } from '../../src-preload/contract/host'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { raiseFailure } from '../state/problems'
import { changeSelection } from '../state/selection'
import { pick } from '../state/selection-model'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

const attempt = async (order: Promise<unknown>): Promise<void> => {
  try {
    await order
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

export const connectHost = (host: Host): void => {
  say(`Connecting to ${isolated(host.name)}`)
  void attempt(call('hosts.connect', { hostId: host.id }))
}

export const disconnectHost = (host: Host): void =>
  void attempt(call('hosts.disconnect', { hostId: host.id }))

/** Makes a demo machine there; the cursor goes to it. */
export const makeDemo = (host: Host): void => {
  say(`Making a demo machine on ${isolated(host.name)}`)
  const made = call('hosts.makeDemo', { hostId: host.id })
  void attempt(made.then(({ machineId }) => changeSelection(() => pick(machineId))))
}
