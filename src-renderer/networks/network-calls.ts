import type { CallInput } from '../../src-preload/contract'
import type { HostId } from '../../src-preload/contract/host'
import type { Network } from '../../src-preload/contract/network'
import { call } from '../bridge/call'
import { orderOnce } from '../queries/order-once'
import { chooseNetwork } from '../state/resource-cursor'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

type NetworkAction = CallInput<'networks.act'>['action']

const verbs: Readonly<Record<NetworkAction, readonly [doing: string, done: string]>> = {
  start: ['Starting', 'Started'],
  stop: ['Stopping', 'Stopped'],
  delete: ['Deleting', 'Deleted'],
}

export const actOnNetwork = ({ id, name }: Network, action: NetworkAction): void =>
  void orderOnce(`${action} ${id}`, async () => {
    const [doing, done] = verbs[action]
    say(`${doing} ${isolated(name)}`)
    await call('networks.act', { id, action })
    say(`${done} ${isolated(name)}`)
  })

export const setNetworkAutostart = ({ id, name }: Network, autostart: boolean): void =>
  void orderOnce(`autostart ${id}`, async () => {
    await call('networks.setAutostart', { id, autostart })
    say(`${isolated(name)} ${autostart ? 'starts' : 'no longer starts'} with its host`)
  })

/** Makes a network; the cursor goes to it. @throws FailureError */
export const createNetwork = async (request: CallInput<'networks.create'>): Promise<void> => {
  const { networkId } = await call('networks.create', request)
  chooseNetwork(networkId)
  say(`Made ${isolated(request.name)}`)
}

/**
 * Makes sure that a network runs, and starts with its host from now on; one called `default` is
 * made where there is none.
 *
 * @throws FailureError
 */
export const makeNetworkRun = async (hostId: HostId, name: string): Promise<void> => {
  say(`Starting the network ${isolated(name)}`)
  if (name === 'default') await call('networks.fixDefault', { hostId })
  else {
    const networks = await call('networks.list', { hostId })
    const network = networks.find((candidate) => candidate.name === name)
    if (network === undefined) return say(`The host has no network ${isolated(name)}`)
    if (!network.active) await call('networks.act', { id: network.id, action: 'start' })
    if (network.persistent && !network.autostart)
      await call('networks.setAutostart', { id: network.id, autostart: true })
  }
  say(`The network ${isolated(name)} runs, and starts with its host`)
}
