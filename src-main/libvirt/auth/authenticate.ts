import { AuthenticationError, isDenied, LibvirtError, UnsupportedError } from '../errors'
import { remote } from '../procedures/index'
import type { Rpc } from '../rpc'
import type { ConnectionUri } from '../uri'
import { withSasl, type AskCredentials } from './sasl'

/** What a daemon can ask for (`remote_auth_type`). */
const AuthType = { none: 0, sasl: 1, polkit: 2 } as const

/** People need a while to find their password. */
const PROMPT_MS = 300_000

export interface AuthenticateOptions {
  /** Nobody on the way can read what passes. */
  readonly isPrivate: boolean
  readonly ask?: AskCredentials | undefined
}

const wanted = (uri: ConnectionUri, offered: readonly number[]): number => {
  const auth = uri.parameters.auth?.split('.')[0]?.toLowerCase()
  if (auth === undefined) return offered[0] ?? AuthType.none
  const type = auth === 'sasl' ? AuthType.sasl : auth === 'polkit' ? AuthType.polkit : undefined
  if (type === undefined) {
    throw new AuthenticationError(`auth=${auth}: sasl or polkit belongs there`)
  }
  if (!offered.includes(type)) {
    throw new AuthenticationError(`the daemon does not offer auth=${auth}`)
  }
  return type
}

/** Proves who we are, in the way that the daemon asks for first or the URI chooses. */
export const authenticate = async (
  rpc: Rpc,
  uri: ConnectionUri,
  options: AuthenticateOptions,
): Promise<void> => {
  // SSH may ask its own questions before it lets ours pass.
  const patience = uri.transport === 'ssh' ? { deadlineMs: PROMPT_MS } : {}
  const { types } = await rpc.call(remote.authList, {}, patience)
  const type = wanted(uri, types)
  if (type === AuthType.none) return
  if (type === AuthType.polkit) await withPolkit(rpc)
  else if (type === AuthType.sasl) await withSasl(rpc, uri, options)
  else throw new UnsupportedError('connect', `the daemon asks for authentication ${type}`)
}

const withPolkit = async (rpc: Rpc): Promise<void> => {
  try {
    const answer = await rpc.call(remote.authPolkit, {}, { deadlineMs: PROMPT_MS })
    if (!answer.complete) throw new AuthenticationError('polkit did not let us in')
  } catch (cause) {
    if (!(cause instanceof LibvirtError) || !isDenied(cause)) throw cause
    throw new AuthenticationError(cause.message, { cause })
  }
}
