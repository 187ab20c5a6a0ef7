import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Cancelled, ConnectionLost, DeadlineExceeded, LibvirtError } from './errors'
import { events, remote, remoteError } from './procedures/index'
import { empty, FakePeer, header } from './testing/fake-peer'
import { encodeFrame, FramingError, MessageStatus, MessageType } from './wire/frame'
import { struct, text, u32 } from './wire/xdr'

const refusal = {
  code: 42,
  domain: 10,
  message: 'no domain',
  level: 2,
  dom: null,
  str1: 'Domain not found',
  str2: null,
  str3: null,
  int1: -1,
  int2: -1,
  net: null,
}

/** Gives the promise's outcome, so that a rejection is never left unheard. */
const outcome = <T>(promise: Promise<T>): Promise<T | Error> =>
  promise.catch((error: unknown) => error as Error)

describe('a call', () => {
  it('resolves with its own reply, in whatever order replies come', async () => {
    const peer = new FakePeer()
    const hostname = peer.rpc.call(remote.connectGetHostname, {})
    const type = peer.rpc.call(remote.connectGetType, {})
    await peer.untilReceived(2)
    peer.answer(1, remote.connectGetType, { type: 'Test' })
    peer.answer(0, remote.connectGetHostname, { hostname: 'here' })
    expect(await Promise.all([hostname, type])).toEqual([{ hostname: 'here' }, { type: 'Test' }])
  })

  it('rejects with what the daemon says, and whose call it was', async () => {
    const peer = new FakePeer()
    const call = outcome(peer.rpc.call(remote.domainLookupByName, { name: 'x' }))
    await peer.untilReceived(1)
    const { number: procedure } = remote.domainLookupByName
    peer.sendFrame({ procedure, status: MessageStatus.error }, remoteError, refusal)
    const error = await call
    expect(error).toBeInstanceOf(LibvirtError)
    expect(error).toMatchObject({
      code: 42,
      domain: 10,
      level: 2,
      message: 'no domain',
      procedure: 'domainLookupByName',
      details: ['Domain not found'],
    })
    expect(peer.rpc.isOpen).toBe(true)
  })

  it('rejects at its deadline, and its late reply is no surprise', async () => {
    const peer = new FakePeer()
    const call = peer.rpc.call(remote.connectGetHostname, {}, { deadlineMs: 5 })
    await expect(call).rejects.toEqual(new DeadlineExceeded('connectGetHostname', 5, true))
    peer.answer(0, remote.connectGetHostname, { hostname: 'late' })
    const next = peer.rpc.call(remote.connectGetType, {})
    await peer.untilReceived(2)
    peer.answer(1, remote.connectGetType, { type: 'Test' })
    expect(await next).toEqual({ type: 'Test' })
  })

  it('can be given up', async () => {
    const peer = new FakePeer()
    const controller = new AbortController()
    const call = peer.rpc.call(remote.connectGetHostname, {}, { signal: controller.signal })
    controller.abort('enough')
    await expect(call).rejects.toMatchObject({ name: 'Cancelled', sent: true, cause: 'enough' })
    const late = peer.rpc.call(remote.connectGetHostname, {}, { signal: controller.signal })
    await expect(late).rejects.toBeInstanceOf(Cancelled)
    await peer.untilReceived(1)
    expect(peer.received).toHaveLength(1)
  })

  it('is refused before it is sent when its arguments do not fit', async () => {
    const peer = new FakePeer()
    await expect(peer.rpc.call(remote.connectSupportsFeature, { feature: 0.5 })).rejects.toThrow(
      'feature: 0.5 is not an integer',
    )
    expect(peer.received).toEqual([])
  })
})

describe('calls of ordinary priority', () => {
  const slow = remote.connectGetCapabilities
  const answerSlow = (peer: FakePeer, index: number): void =>
    peer.answer(index, slow, { capabilities: '' })

  it('go out four at a time, and those of high priority pass them by', async () => {
    const peer = new FakePeer()
    const calls = Array.from({ length: 6 }, () => peer.rpc.call(slow, {}))
    const quick = peer.rpc.call(remote.connectGetType, {})
    await peer.untilReceived(5)
    expect(peer.received.map(({ procedure }) => procedure)).toEqual([7, 7, 7, 7, 3])
    peer.answer(4, remote.connectGetType, { type: 'Test' })
    await quick
    for (const i of [2, 0, 1, 3]) answerSlow(peer, i)
    await peer.untilReceived(7)
    for (const i of [5, 6]) answerSlow(peer, i)
    await Promise.all(calls)
  })

  it('that take long leave places for those that do not', async () => {
    const peer = new FakePeer()
    const wipe = remote.storageVolWipe
    const vol = { pool: 'p', name: 'v', key: 'k' }
    const wipes = Array.from({ length: 3 }, () => peer.rpc.call(wipe, { vol, flags: 0 }))
    const short = Array.from({ length: 3 }, () => peer.rpc.call(slow, {}))
    await peer.untilReceived(4)
    expect(peer.received.map(({ procedure }) => procedure)).toEqual([
      wipe.number,
      wipe.number,
      slow.number,
      slow.number,
    ])
    answerSlow(peer, 2)
    await peer.untilReceived(5)
    for (const i of [3, 4]) answerSlow(peer, i)
    await Promise.all(short)
    expect(peer.received).toHaveLength(5)
    peer.answer(1, wipe, {})
    await peer.untilReceived(6)
    for (const i of [0, 5]) peer.answer(i, wipe, {})
    await Promise.all(wipes)
  })

  it('that a stuck machine holds up leave a place for those that ask of no machine', async () => {
    const peer = new FakePeer()
    const dom = { name: 'stuck', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
    const suspends = Array.from({ length: 5 }, () => peer.rpc.call(remote.domainSuspend, { dom }))
    const short = Array.from({ length: 3 }, () => peer.rpc.call(slow, {}))
    const { number: suspend } = remote.domainSuspend
    for (let answered = 3; answered < 6; answered++) {
      await peer.untilReceived(answered + 1)
      answerSlow(peer, answered)
    }
    await Promise.all(short)
    expect(peer.received.map(({ procedure }) => procedure)).toEqual(
      [suspend, suspend, suspend].concat(Array.from({ length: 3 }, () => slow.number)),
    )
    for (const [i, index] of [2, 0, 1, 6, 7].entries()) {
      peer.answer(index, remote.domainSuspend, {})
      if (i < 2) await peer.untilReceived(7 + i)
    }
    await Promise.all(suspends)
  })

  it('wait for nobody who came later, whatever their kind', async () => {
    const peer = new FakePeer()
    const calls = Array.from({ length: 4 }, () => peer.rpc.call(slow, {}))
    const dom = { name: 'm', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
    const suspend = peer.rpc.call(remote.domainSuspend, { dom })
    const later = peer.rpc.call(slow, {})
    await peer.untilReceived(4)
    answerSlow(peer, 0)
    await peer.untilReceived(5)
    expect(peer.received[4]?.procedure).toBe(remote.domainSuspend.number)
    peer.answer(4, remote.domainSuspend, {})
    await suspend
    await peer.untilReceived(6)
    for (const i of [1, 2, 3, 5]) answerSlow(peer, i)
    await Promise.all([...calls, later])
  })

  it('keep their place in the daemon when they are given up, and lose their turn before it', async () => {
    const peer = new FakePeer()
    const first = Array.from({ length: 4 }, () =>
      outcome(peer.rpc.call(slow, {}, { deadlineMs: 5 })),
    )
    const unsent = outcome(peer.rpc.call(slow, {}, { deadlineMs: 5 }))
    const patient = peer.rpc.call(slow, {})
    for (const call of first) expect(await call).toMatchObject({ sent: true })
    expect(await unsent).toMatchObject({ name: 'DeadlineExceeded', sent: false })
    expect(peer.received).toHaveLength(4)
    answerSlow(peer, 1)
    await peer.untilReceived(5)
    answerSlow(peer, 4)
    expect(await patient).toEqual({ capabilities: '' })
    expect(peer.received).toHaveLength(5)
  })
})

describe('a message', () => {
  it('is told apart from a reply by its type, not by its serial', async () => {
    const onMessage = vi.fn<(frame: { procedure: number }) => void>()
    const peer = new FakePeer({ onMessage })
    const call = peer.rpc.call(remote.connectGetType, {})
    await peer.untilReceived(1)
    const { messageProcedure: procedure } = events.domainReboot
    peer.sendFrame({ type: MessageType.message, procedure, serial: 1 }, empty, {})
    peer.answer(0, remote.connectGetType, { type: 'Test' })
    expect(await call).toEqual({ type: 'Test' })
    expect(onMessage.mock.calls).toMatchObject([[{ procedure }]])
  })
})

describe('keepalive', () => {
  const program = 0x6b65_6570

  it('answers pings', async () => {
    const peer = new FakePeer()
    peer.sendFrame({ program, procedure: 1, type: MessageType.message, serial: 0 }, empty, {})
    await peer.untilReceived(1)
    expect(peer.received).toMatchObject([
      { program, procedure: 2, type: MessageType.message, serial: 0, status: 0 },
    ])
  })

  it('measures how long a pong takes', async () => {
    const peer = new FakePeer()
    const ping = peer.rpc.ping(1000)
    await peer.untilReceived(1)
    peer.sendFrame({ program, procedure: 2, type: MessageType.message, serial: 0 }, empty, {})
    expect(await ping).toBe(peer.rpc.latencyMs)
    await expect(peer.rpc.ping(5)).rejects.toBeInstanceOf(DeadlineExceeded)
  })

  it('ends a connection that has gone silent', async () => {
    const peer = new FakePeer({ keepaliveIntervalMs: 5, keepaliveCount: 3 })
    peer.rpc.startKeepalive()
    const call = outcome(peer.rpc.call(remote.connectGetType, {}))
    const ping = outcome(peer.rpc.ping(1000))
    expect(await peer.rpc.closed).toEqual({ kind: 'silent', milliseconds: 20 })
    expect(await call).toBeInstanceOf(ConnectionLost)
    expect(await ping).toBeInstanceOf(ConnectionLost)
    expect(peer.received.filter((frame) => frame.program === program)).toHaveLength(4)
    expect(peer.isDestroyed).toBe(true)
  })
})

describe('a packet that never ends', () => {
  it('does not keep a connection alive, though bytes trickle in', async () => {
    const peer = new FakePeer({ keepaliveIntervalMs: 5, keepaliveCount: 3 })
    peer.rpc.startKeepalive()
    const bytes = encodeFrame(header({}), empty, {})
    bytes.writeUInt32BE(30_000_000)
    peer.send(bytes)
    const trickle = setInterval(() => peer.send(Buffer.alloc(28)), 2)
    expect(await peer.rpc.closed).toMatchObject({ kind: 'silent' })
    clearInterval(trickle)
  })

  it('does not for ever, either, though much of it comes', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] })
    try {
      const peer = new FakePeer({ keepaliveIntervalMs: 5_000, keepaliveCount: 5 })
      peer.rpc.startKeepalive()
      const bytes = encodeFrame(header({}), empty, {})
      bytes.writeUInt32BE(30_000_000)
      peer.send(bytes)
      const more = async (seconds: number): Promise<void> => {
        for (let second = 0; second < seconds; second++) {
          peer.send(Buffer.alloc(10_000))
          await new Promise((resolve) => setImmediate(resolve))
          vi.advanceTimersByTime(1_000)
        }
      }
      await more(60)
      expect(peer.rpc.isOpen).toBe(true)
      await more(60)
      expect(await peer.rpc.closed).toEqual({ kind: 'silent', milliseconds: 30_000 })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a malformed packet ends the connection and every call', () => {
  const { number: ofType } = remote.connectGetType
  const textPayload = struct({ type: text })

  it.each<[string, (peer: FakePeer) => void]>([
    ['too long', (peer) => peer.send(Buffer.from('7fffffff', 'hex'))],
    ['too short', (peer) => peer.send(Buffer.from('0000001b', 'hex'))],
    [
      'of another version',
      (peer) => {
        const bytes = encodeFrame(header({ procedure: ofType }), empty, {})
        bytes.writeUInt32BE(2, 8)
        peer.send(bytes)
      },
    ],
    ['a reply to no call', (peer) => peer.sendFrame({ serial: 99 }, empty, {})],
    ['a reply of another procedure', (peer) => peer.sendFrame({ procedure: 4 }, empty, {})],
    [
      'a reply of another program',
      (peer) => peer.sendFrame({ procedure: ofType, program: 1 }, empty, {}),
    ],
    [
      'a reply that goes on',
      (peer) => peer.sendFrame({ procedure: ofType, status: MessageStatus.continue }, empty, {}),
    ],
    ['a reply too short', (peer) => peer.sendFrame({ procedure: ofType }, empty, {})],
    [
      'a reply with leftovers',
      (peer) =>
        peer.sendFrame({ procedure: ofType }, struct({ type: text, more: u32 }), {
          type: '',
          more: 0,
        }),
    ],
    [
      'a reply with dirty padding',
      (peer) => peer.sendRaw({ procedure: ofType }, Buffer.from('0000000161ff0000', 'hex')),
    ],
    [
      'an error too short',
      (peer) => peer.sendFrame({ procedure: ofType, status: MessageStatus.error }, u32, 42),
    ],
    [
      'a stream of a call that opens none',
      (peer) =>
        peer.sendRaw({ procedure: ofType, type: MessageType.stream, status: 2 }, Buffer.alloc(4)),
    ],
    ['a call', (peer) => peer.sendFrame({ type: MessageType.call }, empty, {})],
    [
      'a reply with file descriptors',
      (peer) =>
        peer.sendFrame({ type: MessageType.replyWithDescriptors, procedure: ofType }, textPayload, {
          type: '',
        }),
    ],
    [
      'an unknown keepalive',
      (peer) =>
        peer.sendFrame(
          { type: MessageType.message, program: 0x6b65_6570, procedure: 3 },
          empty,
          {},
        ),
    ],
    [
      'an end inside a packet',
      (peer) => {
        peer.send(encodeFrame(header({}), empty, {}).subarray(0, 20))
        peer.input.end()
      },
    ],
  ])('%s', async (_, misbehave) => {
    const peer = new FakePeer()
    const call = outcome(peer.rpc.call(remote.connectGetType, {}))
    await peer.untilReceived(1)
    misbehave(peer)
    const reason = await peer.rpc.closed
    expect(reason).toMatchObject({ error: expect.any(FramingError) as unknown })
    const error = await call
    expect(error).toBeInstanceOf(ConnectionLost)
    expect(error).toMatchObject({ reason, procedure: 'connectGetType' })
    expect(peer.isDestroyed).toBe(true)
    await expect(peer.rpc.call(remote.connectGetType, {})).rejects.toBeInstanceOf(ConnectionLost)
  })

  it('whatever the bytes are', async () => {
    const noise = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes))
    const almost = fc
      .tuple(fc.nat(400), fc.nat(6), fc.nat(20), fc.nat(3), noise)
      .map(([procedure, type, serial, status, payload]) => {
        const bytes = Buffer.concat([
          encodeFrame(header({ procedure, type, serial, status }), empty, {}),
          payload,
        ])
        bytes.writeUInt32BE(bytes.length)
        return bytes
      })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(noise, almost), { minLength: 1, maxLength: 8 }),
        async (chunks) => {
          const peer = new FakePeer()
          const call = outcome(
            peer.rpc.call(remote.connectListAllDomains, { needResults: true, flags: 0 }),
          )
          await peer.untilReceived(1)
          for (const chunk of chunks) peer.send(chunk)
          peer.input.end()
          const reason = await peer.rpc.closed
          expect(['malformed', 'hung-up']).toContain(reason.kind)
          expect(await call).toBeInstanceOf(Object)
          expect(peer.isDestroyed).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
