import type { CallInput } from '../../src-preload/contract'
import type { HostId } from '../../src-preload/contract/host'
import type { Network } from '../../src-preload/contract/network'
import { message, t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { orderOnce } from '../queries/order-once'
import { chooseNetwork } from '../state/resource-cursor'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

type NetworkAction = CallInput<'networks.act'>['action']

const words: Readonly<Record<NetworkAction, readonly [doing: string, done: string]>> = {
  start: [message('Starting {name}'), message('Started {name}')],
  stop: [message('Stopping {name}'), message('Stopped {name}')],
  delete: [message('Deleting {name}'), message('Deleted {name}')],
}

export const actOnNetwork = ({ id, name }: Network, action: NetworkAction): void =>
  void orderOnce(`${action} ${id}`, async () => {
    const [doing, done] = words[action]
    const told = { name: isolated(name) }
    say(t(doing, told))
    await call('networks.act', { id, action })
    say(t(done, told))
  })

export const setNetworkAutostart = ({ id, name }: Network, autostart: boolean): void =>
  void orderOnce(`autostart ${id}`, async () => {
    await call('networks.setAutostart', { id, autostart })
    const told = { name: isolated(name) }
    say(
      autostart
        ? t('{name} starts with its host', told)
        : t('{name} no longer starts with its host', told),
    )
  })

/** Makes a network; the cursor goes to it. @throws FailureError */
export const createNetwork = async (request: CallInput<'networks.create'>): Promise<void> => {
  const { networkId } = await call('networks.create', request)
  chooseNetwork(networkId)
  say(t('Made {name}', { name: isolated(request.name) }))
}

/**
 * Makes sure that a network runs, and starts with its host from now on; one called `default` is
 * made where there is none.
 *
 * @throws FailureError
 */
export const makeNetworkRun = async (hostId: HostId, name: string): Promise<void> => {
  say(t('Starting the network {name}', { name: isolated(name) }))
  if (name === 'default') await call('networks.fixDefault', { hostId })
  else {
    const networks = await call('networks.list', { hostId })
    const network = networks.find((candidate) => candidate.name === name)
    if (network === undefined)
      return say(t('The host has no network {name}', { name: isolated(name) }))
    if (!network.active) await call('networks.act', { id: network.id, action: 'start' })
    if (network.persistent && !network.autostart)
      await call('networks.setAutostart', { id: network.id, autostart: true })
  }
  say(t('The network {name} runs, and starts with its host', { name: isolated(name) }))
}
