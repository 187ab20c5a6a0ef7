import { CredentialsRefused, type AskCredentials, type Credentials } from './sasl'
import { AuthenticationError } from '../errors'

/** As often as SSH lets people try. */
const MAX_TRIES = 3

const areSame = (one: Credentials, other: Credentials): boolean =>
  one.username === other.username && one.password === other.password

/**
 * Asks anew for what was refused, at most three times, and never gives the same twice: many
 * daemons shut out who does. One of these serves one attempt to connect.
 *
 * @throws {AuthenticationError} once something was refused and nothing else is given.
 */
export const askPatiently = (ask: AskCredentials): AskCredentials => {
  let given: Credentials | null = null
  let tries = 0
  return async (request, signal) => {
    const refused = given
    const mayTry = tries++ < MAX_TRIES
    given = mayTry ? await ask({ ...request, wasRefused: refused !== null }, signal) : null
    if (refused && (!given || areSame(given, refused))) {
      throw new AuthenticationError(CredentialsRefused.message)
    }
    return given
  }
}
