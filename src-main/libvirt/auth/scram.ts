import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AuthenticationError } from '../errors'
import type { Credentials, SaslExchange } from './sasl'

const derive = promisify(pbkdf2)

/** No channel binding: libvirt's daemon offers none. */
const GS2_HEADER = 'n,,'

/** Below the RFC's floor a stolen exchange would be cheap to guess; far above it we would hang. */
const MIN_ITERATIONS = 4096
const MAX_ITERATIONS = 10_000_000

const escapeName = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C')

const attributes = (message: string): Map<string, string> =>
  new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)))

/**
 * SCRAM (RFC 5802, 7677): proves that we know the password without sending it, and that the
 * daemon knows it, too. `nonce` is for tests of the RFC's examples.
 */
export const scram = (
  hash: 'sha1' | 'sha256',
  { username, password }: Credentials,
  nonce = randomBytes(24).toString('base64'),
): SaslExchange => {
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest()
  const firstBare = `n=${escapeName(username.normalize('NFKC'))},r=${nonce}`
  let expected: Buffer | undefined
  let isProven = false

  const answerChallenge = async (challenge: string): Promise<string> => {
    const parts = attributes(challenge)
    const serverNonce = parts.get('r') ?? ''
    const salt = Buffer.from(parts.get('s') ?? '', 'base64')
    const iterations = Number(parts.get('i'))
    const isSound =
      serverNonce.startsWith(nonce) &&
      serverNonce.length > nonce.length &&
      salt.length > 0 &&
      iterations >= MIN_ITERATIONS &&
      iterations <= MAX_ITERATIONS
    if (!isSound) throw new AuthenticationError('the daemon’s SCRAM challenge is not acceptable')

    const length = hash === 'sha1' ? 20 : 32
    const secret = password.normalize('NFKC')
    const salted = await derive(secret, salt, iterations, length, hash)
    const clientKey = hmac(salted, 'Client Key')
    const storedKey = createHash(hash).update(clientKey).digest()
    const withoutProof = `c=${Buffer.from(GS2_HEADER).toString('base64')},r=${serverNonce}`
    const signed = `${firstBare},${challenge},${withoutProof}`
    expected = hmac(hmac(salted, 'Server Key'), signed)
    const proof = xor(clientKey, hmac(storedKey, signed))
    return `${withoutProof},p=${proof.toString('base64')}`
  }

  return {
    first: Buffer.from(GS2_HEADER + firstBare),
    get isProven() {
      return isProven
    },
    step: async (data) => {
      if (!expected) return Buffer.from(await answerChallenge(data.toString()))
      const signature = Buffer.from(attributes(data.toString()).get('v') ?? '', 'base64')
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
        throw new AuthenticationError('the daemon could not prove that it knows the password')
      }
      isProven = true
      return null
    },
  }
}
