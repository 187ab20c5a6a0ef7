import { isIP } from 'node:net'
import { Writable } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import { TransportError, UriError } from '../errors'
import { isSet, type ConnectionUri } from '../uri'
import { opened } from './open-socket'
import type { Identity } from './socket-path'
import { CONNECT_MS, explainNetwork, networkAddress } from './tcp'
import { readTlsFiles } from './tls-files'
import type { Transport } from './transport'

const TLS_PORT = 16_514

/** What a daemon sends once it has accepted our certificate, before anything else. */
const WELCOME = 0x01

const explain: Readonly<Record<string, string>> = {
  ...explainNetwork,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not from our certificate authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not from our certificate authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not from our certificate authority',
  CERT_SIGNATURE_FAILURE: 'its certificate is not from our certificate authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
}

/** Connects over TLS. Certificates are the proof of identity, in both directions. */
export const openTls = async (
  uri: ConnectionUri,
  identity: Identity,
  signal: AbortSignal | undefined,
): Promise<Transport> => {
  if (uri.parameters.tls_priority) {
    throw new UriError('tls_priority is in the words of GnuTLS, which this client does not use')
  }
  const { host, port, place } = networkAddress(uri, TLS_PORT)
  const isVerified = !isSet(uri, 'no_verify')
  const { ca, client } = await readTlsFiles(uri, identity)
  const socket = connect({
    host,
    port,
    ca,
    ...client,
    // The name that the certificate must have; an address is not sent, but checked all the same.
    ...(isIP(host) ? {} : { servername: host }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: isVerified,
  })
  const options = { place, explain, deadlineMs: CONNECT_MS, signal }
  await opened(socket, 'secureConnect', options)
  socket.setNoDelay(true)
  await welcomed(socket, place, signal)
  const destroy = (): void => void socket.destroy()
  return { input: socket, output: recordWriter(socket), isPrivate: isVerified, destroy }
}

/**
 * Never puts two packets into one TLS record. The daemon takes one packet at a time and waits for
 * its socket to become readable again; what its TLS library has read and decrypted besides would
 * stay unseen until something else arrives.
 */
const recordWriter = (socket: TLSSocket): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, taken) => {
      socket.write(chunk, taken)
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })

const welcomed = (
  socket: TLSSocket,
  place: string,
  signal: AbortSignal | undefined,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      clearTimeout(timer)
      socket.removeAllListeners('readable').off('error', onError).off('end', onEnd)
      signal?.removeEventListener('abort', onAbort)
      if (!error) return resolve()
      socket.on('error', () => {})
      socket.destroy()
      reject(error)
    }
    const refused = (cause?: NodeJS.ErrnoException): void =>
      settle(
        new TransportError(`${place}: the daemon refuses our certificate`, {
          code: cause?.code,
          cause,
        }),
      )
    const onError = (cause: NodeJS.ErrnoException): void => refused(cause)
    const onEnd = (): void => refused()
    const onAbort = (): void => settle(signal?.reason as Error)
    const timer = setTimeout(
      () => settle(new TransportError(`${place}: no answer`, { code: 'ETIMEDOUT' })),
      CONNECT_MS,
    )
    socket.on('error', onError).on('end', onEnd)
    signal?.addEventListener('abort', onAbort)
    socket.on('readable', () => {
      const byte = socket.read(1) as Buffer | null
      if (byte?.[0] === WELCOME) settle()
      else if (byte) refused()
    })
  })
