import type { Machine, MachineState } from '../../src-preload/contract/machine'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import type { AppClient } from './app-client'
import { until } from './until'

/** How long everything may take to be as it was, after the last fault, in ms. */
const RECOVERY_MS = 180_000
/**
 * How long the inventory may lag behind virsh once it was compared, in ms: where an earlier answer
 * was lost, comparing finds it out, and the app connects anew.
 */
const AGREE_MS = 60_000

/** What virsh calls the states that machines may be in; it lists a saved machine as shut off. */
const virshWords: Readonly<Record<MachineState, string>> = {
  running: 'running',
  paused: 'paused',
  shutOff: 'shut off',
  saved: 'shut off',
  shuttingDown: 'in shutdown',
  crashed: 'crashed',
  suspended: 'pmsuspended',
  unknown: 'no state',
}

/** All machines of a host by virsh's account, a line each, sorted. */
const listByVirsh = async (daemon: PrivateDaemon, uri: string): Promise<string> => {
  const listed = await daemon.runAs('virsh', '-q', '-c', uri, 'list', '--all')
  return listed
    .split('\n')
    .map((row) => /^\s*(?:\d+|-)\s+(\S+)\s+(.+?)\s*$/.exec(row))
    .flatMap((found) => (found ? [`${found[1]}: ${found[2]}`] : []))
    .sort()
    .join('\n')
}

/** The same by the app's account. */
const listByInventory = (machines: Iterable<Machine>): string =>
  [...machines]
    .map(({ name, state, staleSince }) =>
      staleSince === undefined ? `${name}: ${virshWords[state]}` : `${name}: not known`,
    )
    .sort()
    .join('\n')

/**
 * Whether the app's machines are virsh's, host by host. First all that is broken (`isHurt` says
 * whether something still is) must be found out and mended by the app itself; then the lists are compared once, as F5 does, because a packet that
 * was corrupted and still made sense leaves a wrong row until the next comparison.
 */
export const inventoryMatches = async (
  app: AppClient,
  isHurt: () => boolean,
  daemon: PrivateDaemon,
  tell: (line: string) => void,
): Promise<boolean> => {
  const { hosts, inventory } = app.services
  const isWell = (): boolean => {
    // Where the answer to a proof of identity was corrupted, the app waits for its person.
    for (const { id, state, retryAt } of hosts.hosts) {
      if (state === 'disconnected' && retryAt === undefined) hosts.get(id).start()
    }
    const areConnected = hosts.hosts.every(({ state }) => state === 'connected')
    return areConnected && !isHurt()
  }
  if (!(await until(isWell, RECOVERY_MS))) {
    tell(`has not recovered: ${JSON.stringify(hosts.hosts)}`)
    return false
  }
  await app.services.reconcile().catch((error: unknown) => tell(`compare: ${String(error)}`))

  let difference = ''
  const isSame = async (): Promise<boolean> => {
    difference = ''
    for (const { id, uri } of hosts.hosts) {
      const driver = uri.startsWith('test') ? (['test', '/default'] as const) : []
      const there = await listByVirsh(daemon, daemon.uri(...driver))
      const here = listByInventory(inventory.ofHost(id))
      if (here !== there) difference += `${uri}\nthe app:\n${here}\nvirsh:\n${there}\n`
    }
    return difference === ''
  }
  const matches = await until(isSame, AGREE_MS)
  if (!matches) tell(`the inventory differs: ${difference}`)
  return matches
}
