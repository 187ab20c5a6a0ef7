import { setTimeout as sleep } from 'node:timers/promises'
import { TransportError } from '../errors'
import type { ConnectionUri } from '../uri'
import { canStartSessionDaemon, startSessionDaemon } from './session-daemon'
import { connectByteSocket, type ByteSocket } from './byte-socket'
import { opened } from './open-socket'
import { socketPath, type Identity } from './socket-path'
import type { Transport } from './transport'

/** How long a session daemon may take from its start to its socket. */
const START_MS = 10_000
const RETRY_MS = 50

const explain: Readonly<Record<string, string>> = {
  ENOENT: 'no libvirt daemon has a socket there',
  ECONNREFUSED: 'no libvirt daemon listens there',
  EACCES: 'permission denied',
}

const isAbsent = (error: unknown): boolean =>
  error instanceof TransportError && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')

/** Connects to a daemon of this machine, and starts the user's own where there is none. */
export const openUnix = async (
  uri: ConnectionUri,
  options: { readOnly: boolean; identity: Identity; signal?: AbortSignal | undefined },
): Promise<Transport> => {
  const { identity, readOnly, signal } = options
  const attempt = async (): Promise<ByteSocket> => {
    const path = await socketPath(uri, identity, readOnly)
    const connecting = connectByteSocket({ path })
    await opened(connecting.socket, 'connect', { place: path, explain, signal })
    return connecting
  }
  const { socket, listen } = await attempt().catch(async (error: unknown) => {
    if (!isAbsent(error) || !canStartSessionDaemon(uri, identity)) throw error
    await startSessionDaemon(uri, identity)
    return retry(attempt, signal)
  })
  const destroy = (): void => void socket.destroy()
  return { input: socket, listen, output: socket, isPrivate: true, destroy }
}

const retry = async (
  attempt: () => Promise<ByteSocket>,
  signal: AbortSignal | undefined,
): Promise<ByteSocket> => {
  const end = performance.now() + START_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isAbsent(error) || performance.now() > end) throw error
    }
    await sleep(RETRY_MS, undefined, signal ? { signal } : {})
  }
}
