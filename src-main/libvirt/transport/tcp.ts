import { UriError } from '../errors'
import type { ConnectionUri } from '../uri'
import { connectByteSocket } from './byte-socket'
import { opened } from './open-socket'
import type { Transport } from './transport'

const TCP_PORT = 16_509

/** How long a host may take to accept a connection. */
export const CONNECT_MS = 30_000

/** Words for what goes wrong on the way to a host. */
export const explainNetwork: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be resolved just now',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the host',
}

/** Where a network transport leads. */
export const networkAddress = (
  uri: ConnectionUri,
  defaultPort: number,
): { host: string; port: number; place: string } => {
  if (!uri.host) throw new UriError(`${uri.text} names no host`)
  const port = uri.port ?? defaultPort
  return { host: uri.host, port, place: `${uri.host} port ${port}` }
}

/** Connects without any protection: everybody on the way can read and change what passes. */
export const openTcp = async (
  uri: ConnectionUri,
  signal: AbortSignal | undefined,
): Promise<Transport> => {
  const { host, port, place } = networkAddress(uri, TCP_PORT)
  const { socket, listen } = connectByteSocket({ host, port, noDelay: true, keepAlive: true })
  const options = { place, explain: explainNetwork, deadlineMs: CONNECT_MS, signal }
  await opened(socket, 'connect', options)
  const destroy = (): void => void socket.destroy()
  return { input: socket, listen, output: socket, isPrivate: false, destroy }
}
