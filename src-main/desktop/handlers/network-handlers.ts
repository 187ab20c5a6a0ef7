import type { networkCalls } from '../../../src-preload/contract/calls/networks'
import { message, t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

const actionWords = {
  start: message('start the network'),
  stop: message('stop the network'),
  delete: message('delete the network'),
} as const

export const networkHandlers = ({
  services: { networks },
}: Desk): HandlersOf<keyof typeof networkCalls> => ({
  'networks.list': ({ hostId }) => networks.list(hostId),
  'networks.details': ({ id }) => networks.details(id),
  'networks.leases': ({ id }) => networks.leases(id),
  'networks.suggest': ({ hostId }) => networks.suggest(hostId),
  'networks.create': (request) =>
    attempt(t('make the network {name}', { name: request.name }), async () => ({
      networkId: await networks.create(request),
    })),
  'networks.act': ({ id, action }) =>
    attempt(t(actionWords[action]), () => networks.act(id, action)),
  'networks.setAutostart': ({ id, autostart }) =>
    attempt(t('change when the network starts'), () => networks.setAutostart(id, autostart)),
  'networks.redefine': ({ id, change }) =>
    attempt(t('change the network'), () => networks.redefine(id, change)),
  'networks.changeRange': (change) =>
    attempt(t('change the addresses that are handed out'), () => networks.changeRange(change)),
  'networks.changeLease': (change) =>
    attempt(t('change the kept addresses'), () => networks.changeLease(change)),
  'networks.changeDnsHost': (change) =>
    attempt(t('change the DNS names'), () => networks.changeDnsHost(change)),
  'networks.fixDefault': ({ hostId }) =>
    attempt(t('start the default network'), () => networks.fixDefault(hostId)),
})
