import { describe, expect, it } from 'vitest'
import { AuthenticationError } from '../errors'
import { scram } from './scram'

const credentials = { username: 'user', password: 'pencil' }

/** The examples of RFC 5802 and RFC 7677. */
const examples = [
  {
    hash: 'sha1' as const,
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    challenge: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    answer: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    proof: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    hash: 'sha256' as const,
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    challenge:
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    answer:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,' +
      'p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    proof: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
]

describe.each(examples)('SCRAM with $hash', ({ hash, nonce, challenge, answer, proof }) => {
  it('says what the RFC says', async () => {
    const exchange = scram(hash, credentials, nonce)
    expect(exchange.first.toString()).toBe(`n,,n=user,r=${nonce}`)
    expect(String(await exchange.step(Buffer.from(challenge)))).toBe(answer)
    expect(exchange.isProven).toBe(false)
    expect(await exchange.step(Buffer.from(proof))).toBeNull()
    expect(exchange.isProven).toBe(true)
  })

  it('does not believe a daemon that does not know the password', async () => {
    const exchange = scram(hash, credentials, nonce)
    await exchange.step(Buffer.from(challenge))
    for (const wrong of [
      'v=AAAA',
      '',
      'e=other-error',
      proof.replace('=r', '=s').replace('=6', '=7'),
    ]) {
      await expect(exchange.step(Buffer.from(wrong))).rejects.toBeInstanceOf(AuthenticationError)
    }
    expect(exchange.isProven).toBe(false)
  })

  it.each([
    ['another nonce', challenge.replace('r=', 'r=x')],
    ['only our own nonce', `r=${nonce},s=QSXCR+Q6sek8bf92,i=4096`],
    ['too few iterations', challenge.replace('4096', '1')],
    ['endless iterations', challenge.replace('4096', '99999999999')],
    ['no salt', challenge.replace(/s=[^,]*/, 's=')],
    ['nothing', ''],
  ])('does not answer a challenge with %s', async (_, wrong) => {
    const exchange = scram(hash, credentials, nonce)
    await expect(exchange.step(Buffer.from(wrong))).rejects.toBeInstanceOf(AuthenticationError)
  })
})

describe('a user name', () => {
  it('may hold what SCRAM separates its parts with', () => {
    const { first } = scram('sha1', { username: 'a=b,c', password: 'x' }, 'nonce')
    expect(first.toString()).toBe('n,,n=a=3Db=2Cc,r=nonce')
  })
})
