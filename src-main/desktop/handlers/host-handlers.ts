import type { hostCalls } from '../../../src-preload/contract/calls/hosts'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import { readHostDetails } from '../../hosts/read-host-details'
import { tryHost } from '../../hosts/try-host'
import { makeDemoMachine } from '../../machines/demo-machine'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const hostHandlers = ({
  services: { hosts, hostBook, hostLoads },
}: Desk): HandlersOf<keyof typeof hostCalls> => ({
  'hosts.list': () => hosts.hosts,
  'hosts.connect': ({ hostId }) => hosts.get(hostId).start(),
  'hosts.disconnect': ({ hostId }) => hosts.get(hostId).stop(),
  'hosts.add': (host) => ({ hostId: hostBook.add(host) }),
  'hosts.edit': ({ hostId, ...host }) => hostBook.edit({ id: hostId, ...host }),
  'hosts.remove': ({ hostId }) => hostBook.remove(hostId),
  'hosts.move': ({ hostId, to }) => hostBook.move(hostId, to),
  'hosts.try': ({ uri }) => attempt(t('connect'), () => tryHost(uri, hosts.access)),
  'hosts.details': ({ hostId }) => {
    const { connection, address } = hosts.get(hostId)
    return attempt(t('read {name}', { name: address.name }), () =>
      readHostDetails(hostId, connection),
    )
  },
  'hosts.watchLoad': ({ watch }, sender) => hostLoads.watch(sender, watch),
  'hosts.makeDemo': ({ hostId }) =>
    attempt(t('make a demo machine'), async () => {
      const { connection, address } = hosts.get(hostId)
      const uuid = await makeDemoMachine(connection, address.uri.includes('/system'))
      return { machineId: `${hostId}/${uuid}` }
    }),
})
