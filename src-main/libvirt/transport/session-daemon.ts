import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { TransportError } from '../errors'
import type { ConnectionUri } from '../uri'
import { daemonNames, usesSessionDaemon, type Identity } from './socket-path'

/** The daemon ends by itself after this long without connections and running machines. */
const IDLE_SECONDS = 120

/** Where daemons live, on a desktop user's path or not. */
const DAEMON_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']

/** Whether a daemon may be started for this URI, by libvirt's own rules. */
export const canStartSessionDaemon = (uri: ConnectionUri, identity: Identity): boolean =>
  usesSessionDaemon(uri, identity) &&
  uri.parameters.socket === undefined &&
  identity.env['LIBVIRT_AUTOSTART'] !== '0'

const findDaemon = async (uri: ConnectionUri, { env }: Identity): Promise<string> => {
  const given = env['VIRTD_PATH'] || env['LIBVIRTD_PATH']
  if (given) return given
  // The daemon for everything needs no other beside it, so it comes first.
  const names = daemonNames(uri).sort((a, b) => Number(b === 'libvirtd') - Number(a === 'libvirtd'))
  for (const name of names) {
    for (const directory of DAEMON_DIRECTORIES) {
      const path = join(directory, name)
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (found) return path
    }
  }
  throw new TransportError(`no libvirt daemon is installed (looked for ${names.join(', ')})`, {
    code: 'ENOENT',
  })
}

/**
 * Starts the user's own daemon, which outlives us. Two clients may both start one: the daemon's
 * own lock lets the second end at once, and both clients find the first.
 */
export const startSessionDaemon = async (uri: ConnectionUri, identity: Identity): Promise<void> => {
  const path = await findDaemon(uri, identity)
  const daemon = spawn(path, [`--timeout=${IDLE_SECONDS}`], {
    detached: true,
    stdio: 'ignore',
    env: identity.env,
  })
  await new Promise<void>((resolve, reject) => {
    daemon.once('spawn', resolve)
    daemon.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new TransportError(`${path} cannot be started`, { code: cause.code, cause }))
    })
  })
  daemon.unref()
}
