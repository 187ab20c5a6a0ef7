import { AuthenticationError, ConnectionLost, isDenied, LibvirtError } from '../errors'
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
  /** The daemon did not accept what was given before. */
  readonly wasRefused: boolean
}

/**
 * Gives a name and a password, or null to give up. Asked again when the daemon refuses them. The
 * signal takes the question back: connecting was given up, or the connection is gone.
 */
export type AskCredentials = (
  request: CredentialsRequest,
  signal: AbortSignal,
) => Promise<Credentials | null>

/** The daemon does not accept what it was given; asked anew, somebody may know better. */
export class CredentialsRefused extends AuthenticationError {
  static readonly message = 'the daemon does not accept the name and the password'
}

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
  options: { readonly isPrivate: boolean; readonly ask?: AskCredentials | undefined },
): Promise<void> => {
  if (!options.isPrivate) {
    throw new AuthenticationError(
      'the daemon asks for SASL where others could listen; the security layer for that (GSSAPI) ' +
        'is not carried: use +ssh, or +tls with a certificate that is verified',
    )
  }
  const { mechlist } = await rpc.call(remote.authSaslInit, {})
  const mech = chooseMechanism(
    uri,
    mechlist
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  const { host, user: username } = uri
  const request = { host, username, mechanism: mech, wasRefused: false }
  const credentials = options.ask && (await askWhileOpen(rpc, options.ask, request))
  if (!credentials) throw new AuthenticationError('the daemon asks for a name and a password')
  const exchange = MECHANISMS[mech]?.(credentials)
  if (!exchange) throw new AuthenticationError(`SASL ${mech} is not known`)
  try {
    await run(rpc, mech, exchange)
  } catch (cause) {
    if (!(cause instanceof LibvirtError) || !isDenied(cause)) throw cause
    throw new CredentialsRefused(CredentialsRefused.message, { cause })
  }
}

/** Asks for as long as the connection stands: nobody should answer for one that is gone. */
const askWhileOpen = async (
  rpc: Rpc,
  ask: AskCredentials,
  request: CredentialsRequest,
): Promise<Credentials | null> => {
  const question = new AbortController()
  const lost = rpc.closed.then((reason) => {
    question.abort()
    throw new ConnectionLost(reason, remote.authSaslStart.name)
  })
  return await Promise.race([ask(request, question.signal), lost])
}

const run = async (rpc: Rpc, mech: string, exchange: SaslExchange): Promise<void> => {
  const first = { mech, nil: false, data: exchange.first }
  let answer = await rpc.call(remote.authSaslStart, first)
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    // What comes with the daemon's consent may be the proof that we still wait for.
    const data = answer.complete && exchange.isProven ? null : await exchange.step(answer.data)
    if (answer.complete && exchange.isProven) return
    const reply = { nil: data === null, data: data ?? Buffer.alloc(0) }
    answer = await rpc.call(remote.authSaslStep, reply)
  }
  throw new AuthenticationError(`SASL ${mech} comes to no end`)
}
