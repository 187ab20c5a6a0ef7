import type { hostCalls } from '../../../src-preload/contract/calls/hosts'
import { attempt } from '../../failures/problem'
import { makeDemoMachine } from '../../machines/demo-machine'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const hostHandlers = ({
  services: { hosts },
}: Desk): HandlersOf<keyof typeof hostCalls> => ({
  'hosts.list': () => hosts.hosts,
  'hosts.connect': ({ hostId }) => hosts.get(hostId).start(),
  'hosts.disconnect': ({ hostId }) => hosts.get(hostId).stop(),
  'hosts.makeDemo': ({ hostId }) =>
    attempt('make a demo machine', async () => {
      const { connection, address } = hosts.get(hostId)
      const uuid = await makeDemoMachine(connection, address.uri.includes('/system'))
      return { machineId: `${hostId}/${uuid}` }
    }),
})
