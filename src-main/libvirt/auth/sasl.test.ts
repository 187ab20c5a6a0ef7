import { expect, it } from 'vitest'
import { remote } from '../procedures/index'
import { FakePeer } from '../testing/fake-peer'
import { parseUri } from '../uri'
import { authenticate } from './authenticate'

const SASL = 1
const credentials = { username: 'somebody', password: 'secret' }

/** Lets a daemon that asks for SASL offer these mechanisms; resolves with what came of it. */
const offered = async (mechlist: string, isPrivate: boolean) => {
  const peer = new FakePeer()
  let asked = 0
  const ask = () => {
    asked += 1
    return Promise.resolve(credentials)
  }
  const uri = parseUri('qemu+tls://host/system')
  const outcome = authenticate(peer.rpc, uri, { isPrivate, ask }).catch((error: unknown) => error)
  await peer.untilReceived(1)
  peer.answer(0, remote.authList, { types: [SASL] })
  if (isPrivate) {
    await peer.untilReceived(2)
    peer.answer(1, remote.authSaslInit, { mechlist })
  }
  return { error: await outcome, asked, received: peer.received.map(({ procedure }) => procedure) }
}

it.each(['GSSAPI', 'GSSAPI,GS2-KRB5 DIGEST-MD5'])(
  'a daemon that offers only %s hears nothing of who we are',
  async (mechlist) => {
    const { error, asked, received } = await offered(mechlist, true)
    expect(error).toMatchObject({ name: 'AuthenticationError' })
    expect((error as Error).message).toMatch(
      /^the daemon offers SASL GSSAPI.*we know SCRAM-SHA-256/,
    )
    expect(asked).toBe(0)
    expect(received).toEqual([remote.authList.number, remote.authSaslInit.number])
  },
)

it('where others can listen nothing is said at all, whatever is offered', async () => {
  const { error, asked, received } = await offered('PLAIN', false)
  expect(error).toMatchObject({ name: 'AuthenticationError' })
  expect((error as Error).message).toContain('GSSAPI')
  expect(asked).toBe(0)
  expect(received).toEqual([remote.authList.number])
})
