import { AuthenticationError, isDenied, LibvirtError } from '../errors'
import { remote } from '../procedures/index'
import type { Rpc } from '../rpc'
import type { ConnectionUri } from '../uri'
import { scram } from './scram'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** What somebody is asked for. */
export interface CredentialsRequest {
  /** Where they go to; null is this machine. */
  readonly host: string | null
  /** As the URI names it already. */
  readonly username: string | null
  readonly mechanism: string
}

/** Gives a name and a password, or null to give up. */
export type AskCredentials = (request: CredentialsRequest) => Promise<Credentials | null>

/** The client's side of one mechanism. */
export interface SaslExchange {
  readonly first: Buffer
  /** We are sure of the daemon, as far as the mechanism allows. */
  readonly isProven: boolean
  /** Answers what the daemon sent; null has nothing to say. */
  step(data: Buffer): Promise<Buffer | null>
}

const plain = ({ username, password }: Credentials): SaslExchange => ({
  first: Buffer.from(`\0${username}\0${password}`),
  isProven: true,
  step: () => Promise.resolve(null),
})

/** The mechanisms that we speak, the best first. */
const MECHANISMS: Readonly<Record<string, (credentials: Credentials) => SaslExchange>> = {
  'SCRAM-SHA-256': (credentials) => scram('sha256', credentials),
  'SCRAM-SHA-1': (credentials) => scram('sha1', credentials),
  PLAIN: plain,
}

/** More rounds than any mechanism of ours has. */
const MAX_STEPS = 5

const chooseMechanism = (uri: ConnectionUri, offered: readonly string[]): string => {
  const named = /^sasl\.(.+)$/i.exec(uri.parameters.auth ?? '')?.[1]?.toUpperCase()
  const known = Object.keys(MECHANISMS)
  const chosen = known.find((name) => offered.includes(name) && (!named || name === named))
  if (chosen) return chosen
  const theirs = offered.join(', ') || 'nothing'
  throw new AuthenticationError(
    named
      ? `SASL ${named}: the daemon offers ${theirs}, and we know ${known.join(', ')}`
      : `the daemon offers SASL ${theirs}, and we know ${known.join(', ')}`,
  )
}

/**
 * Proves who we are by SASL. Where others could listen nothing is sent at all: libvirt asks for
 * a security layer over plain TCP, which needs Kerberos.
 */
export const withSasl = async (
  rpc: Rpc,
  uri: ConnectionUri,
  options: { isPrivate: boolean; ask?: AskCredentials | undefined; signal?: AbortSignal },
): Promise<void> => {
  if (!options.isPrivate) {
    throw new AuthenticationError(
      'the daemon asks for SASL where others could listen; the security layer for that (GSSAPI) ' +
        'is not carried: use +ssh, or +tls with a certificate that is verified',
    )
  }
  const callOptions = options.signal ? { signal: options.signal } : {}
  const { mechlist } = await rpc.call(remote.authSaslInit, {}, callOptions)
  const mech = chooseMechanism(
    uri,
    mechlist
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  const credentials = await options.ask?.({ host: uri.host, username: uri.user, mechanism: mech })
  if (!credentials) throw new AuthenticationError('the daemon asks for a name and a password')
  const exchange = MECHANISMS[mech]?.(credentials)
  if (!exchange) throw new AuthenticationError(`SASL ${mech} is not known`)
  try {
    await run(rpc, mech, exchange, callOptions)
  } catch (cause) {
    if (!(cause instanceof LibvirtError) || !isDenied(cause)) throw cause
    throw new AuthenticationError('the daemon does not accept the name and the password', { cause })
  }
}

const run = async (
  rpc: Rpc,
  mech: string,
  exchange: SaslExchange,
  options: { signal?: AbortSignal },
): Promise<void> => {
  let answer = await rpc.call(
    remote.authSaslStart,
    { mech, nil: false, data: exchange.first },
    options,
  )
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    // What comes with the daemon's consent may be the proof that we still wait for.
    const data = answer.complete && exchange.isProven ? null : await exchange.step(answer.data)
    if (answer.complete && exchange.isProven) return
    const reply = { nil: data === null, data: data ?? Buffer.alloc(0) }
    answer = await rpc.call(remote.authSaslStep, reply, options)
  }
  throw new AuthenticationError(`SASL ${mech} comes to no end`)
}
