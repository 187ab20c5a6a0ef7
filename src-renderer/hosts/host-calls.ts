import type { Host, HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
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
  say(t('Connecting to {name}', { name: isolated(host.name) }))
  void attempt(call('hosts.connect', { hostId: host.id }))
}

export const disconnectHost = (host: Host): void =>
  void attempt(call('hosts.disconnect', { hostId: host.id }))

/** What a person says of a host. */
interface Address {
  readonly name: string
  readonly uri: string
  readonly autoconnect: boolean
}

/** @throws FailureError */
export const addHost = (address: Address): Promise<unknown> => call('hosts.add', { ...address })

/** @throws FailureError */
export const editHost = (address: Address & { readonly hostId: HostId }): Promise<unknown> =>
  call('hosts.edit', { ...address })

/** Connects to it when the app starts, or no longer. */
export const setAutoconnect = ({ id, name, uri }: Host, autoconnect: boolean): void =>
  void attempt(editHost({ hostId: id, name, uri, autoconnect }))

/** Puts a host at another place of the list, counted from 0. */
export const moveHost = (host: Host, to: number): void =>
  void attempt(call('hosts.move', { hostId: host.id, to }))

export const removeHost = (host: Host): void =>
  void attempt(call('hosts.remove', { hostId: host.id }))

/** Makes a demo machine there; the cursor goes to it. */
export const makeDemo = (host: Host): void => {
  say(t('Making a demo machine on {name}', { name: isolated(host.name) }))
  const made = call('hosts.makeDemo', { hostId: host.id })
  void attempt(made.then(({ machineId }) => changeSelection(() => pick(machineId))))
}

/** Starts the machines of a host that have a place in the order, one after another. */
export const startInOrder = (host: Host): void => {
  say(t('Starting machines of {name} in order', { name: isolated(host.name) }))
  void attempt(call('machines.startInOrder', { hostId: host.id }))
}
