import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { UriError } from '../errors'
import { isSession, type ConnectionUri } from '../uri'

/** Whose sockets to look for. */
export interface Identity {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Effective user id; 0 has no session daemon of its own. */
  readonly userId: number
}

/** Which kind of daemon: one for all drivers, one per driver, or whichever is there. */
type DaemonMode = 'auto' | 'direct' | 'legacy'

/** Deliberately not /run, which is the same place everywhere but where it matters. */
const SYSTEM_DIRECTORY = '/var/run/libvirt'

/** The daemon that serves only this driver; test and remote have none. */
const DRIVER_DAEMONS: Readonly<Record<string, string>> = {
  qemu: 'virtqemud',
  xen: 'virtxend',
  lxc: 'virtlxcd',
  vbox: 'virtvboxd',
  bhyve: 'virtbhyved',
  vz: 'virtvzd',
  ch: 'virtchd',
  network: 'virtnetworkd',
  interface: 'virtinterfaced',
  nodedev: 'virtnodedevd',
  nwfilter: 'virtnwfilterd',
  secret: 'virtsecretd',
  storage: 'virtstoraged',
}

const daemonMode = (uri: ConnectionUri): DaemonMode => {
  const mode = uri.parameters.mode ?? 'auto'
  if (mode === 'auto' || mode === 'direct' || mode === 'legacy') return mode
  throw new UriError(`mode=${mode}: auto, direct or legacy belongs there`)
}

/**
 * The user's own daemon is meant. Libvirt's client runs the test driver in its own process; here
 * a daemon runs it, and people's own asks for no rights.
 */
export const usesSessionDaemon = (uri: ConnectionUri, { userId }: Identity): boolean =>
  userId !== 0 && (isSession(uri) || uri.driver === 'test')

/** Names of the daemons that can serve a URI, the likeliest first. */
export const daemonNames = (uri: ConnectionUri): string[] => {
  const modular = DRIVER_DAEMONS[uri.driver]
  const mode = daemonMode(uri)
  if (mode === 'legacy') return ['libvirtd']
  if (mode === 'auto') return modular ? [modular, 'libvirtd'] : ['libvirtd', 'virtqemud']
  if (!modular) throw new UriError(`driver ${uri.driver} has no daemon of its own: mode=direct`)
  return [modular]
}

const runtimeDirectory = (uri: ConnectionUri, identity: Identity): string => {
  if (!usesSessionDaemon(uri, identity)) return SYSTEM_DIRECTORY
  const { XDG_RUNTIME_DIR, XDG_CACHE_HOME, HOME } = identity.env
  return join(XDG_RUNTIME_DIR || XDG_CACHE_HOME || join(HOME ?? homedir(), '.cache'), 'libvirt')
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The socket to connect to; where none exists yet, the one that will most likely appear. */
export const socketPath = async (
  uri: ConnectionUri,
  identity: Identity,
  readOnly: boolean,
): Promise<string> => {
  if (uri.parameters.socket) return uri.parameters.socket
  const directory = runtimeDirectory(uri, identity)
  const suffix = readOnly && directory === SYSTEM_DIRECTORY ? '-ro' : ''
  const paths = daemonNames(uri).map((daemon) =>
    join(directory, `${daemon === 'libvirtd' ? 'libvirt' : daemon}-sock${suffix}`),
  )
  for (const path of paths) if (await exists(path)) return path
  return paths.find((path) => path.includes('/libvirt-sock')) ?? paths.join()
}
