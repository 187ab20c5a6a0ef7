import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { connect, remote, type Connection } from '../index'
import { preparePrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'
import { canRunPolkit, startPrivateBus, type PrivateBus } from '../testing/private-polkit'
import { startPrivateSshd, type PrivateSshd } from '../testing/private-sshd'

let bus: PrivateBus
let daemon: PrivateDaemon
let sshd: PrivateSshd
const connections = new Set<Connection>()

beforeAll(async () => {
  bus = await startPrivateBus()
  daemon = await preparePrivateDaemon({
    config: 'auth_unix_rw = "polkit"',
    env: { DBUS_SYSTEM_BUS_ADDRESS: bus.address },
  })
  await daemon.start()
  sshd = await startPrivateSshd(daemon)
})

afterEach(async () => {
  await Promise.all([...connections].map((connection) => connection.close()))
  connections.clear()
  await bus.stopPolkit()
})

afterAll(async () => {
  await sshd.stop()
  await daemon.dispose()
  await bus.dispose()
})

/** As the daemon's user, by SSH: a daemon lets root in without asking polkit. */
const attempt = async (parameters: Readonly<Record<string, string>> = {}): Promise<Connection> => {
  const uri = sshd.uri('test', '/default', { socket: daemon.socket, ...parameters })
  const connection = await connect(uri)
  connections.add(connection)
  return connection
}

it('without polkit on the bus nobody is let in, and the daemon says why', async () => {
  await expect(attempt()).rejects.toThrow('org.freedesktop.PolicyKit1')
})

it('an authentication that the daemon does not offer is not tried', async () => {
  await expect(attempt({ auth: 'sasl' })).rejects.toThrow('the daemon does not offer auth=sasl')
})

it.each(canRunPolkit ? [{}, { auth: 'polkit' }] : [])(
  'whom polkit knows is let in: %o',
  async (parameters) => {
    await bus.startPolkit('YES')
    const connection = await attempt(parameters)
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  },
)

it.each(
  canRunPolkit
    ? ([
        ['refuses', 'NO', /denied/],
        ['wants a proof from, with nobody there to ask for it', 'NOT_HANDLED', /agent/],
      ] as const)
    : [],
)('whom polkit %s stays out, in the daemon’s words', async (_, result, words) => {
  await bus.startPolkit(result)
  const refused = attempt()
  await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError' })
  await expect(refused).rejects.toThrow(words)
})
