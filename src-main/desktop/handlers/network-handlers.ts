import type { networkCalls } from '../../../src-preload/contract/calls/networks'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const networkHandlers = ({
  services: { networks },
}: Desk): HandlersOf<keyof typeof networkCalls> => ({
  'networks.list': ({ hostId }) => networks.list(hostId),
  'networks.details': ({ id }) => networks.details(id),
  'networks.leases': ({ id }) => networks.leases(id),
  'networks.suggest': ({ hostId }) => networks.suggest(hostId),
  'networks.create': (request) =>
    attempt(`make the network ${request.name}`, async () => ({
      networkId: await networks.create(request),
    })),
  'networks.act': ({ id, action }) =>
    attempt(`${action} the network`, () => networks.act(id, action)),
  'networks.setAutostart': ({ id, autostart }) =>
    attempt('change when the network starts', () => networks.setAutostart(id, autostart)),
  'networks.redefine': ({ id, change }) =>
    attempt('change the network', () => networks.redefine(id, change)),
  'networks.changeRange': (change) =>
    attempt('change the addresses that are handed out', () => networks.changeRange(change)),
  'networks.changeLease': (change) =>
    attempt('change the kept addresses', () => networks.changeLease(change)),
  'networks.changeDnsHost': (change) =>
    attempt('change the DNS names', () => networks.changeDnsHost(change)),
  'networks.fixDefault': ({ hostId }) =>
    attempt('start the default network', () => networks.fixDefault(hostId)),
})
