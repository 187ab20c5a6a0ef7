import { describe, expect, it } from 'vitest'
import { ConnectionLost, LibvirtError } from './errors'
import { remote, remoteError } from './procedures/index'
import type { LibvirtStream } from './stream'
import { HIGH_WATERMARK } from './stream-queue'
import { FakePeer } from './testing/fake-peer'
import { MessageStatus, MessageType } from './wire/frame'
import { i64, struct, u32 } from './wire/xdr'

const DOWNLOAD = remote.storageVolDownload
const downloadArgs = {
  vol: { pool: 'p', name: 'v', key: 'k' },
  offset: 0n,
  length: 0n,
  flags: 0,
}

/** A stream that the daemon has just opened, and the daemon. */
const openStream = async (): Promise<{ peer: FakePeer; stream: LibvirtStream }> => {
  const peer = new FakePeer()
  const opening = peer.rpc.openStream(DOWNLOAD, downloadArgs)
  await peer.untilReceived(1)
  peer.answer(0, DOWNLOAD, {})
  return { peer, stream: await opening }
}

const { program, number: procedure } = DOWNLOAD
const packet = { program, procedure, type: MessageType.stream, serial: 1 }

const sendData = (peer: FakePeer, data: Buffer): void =>
  peer.sendRaw({ ...packet, status: MessageStatus.continue }, data)

const sendEnd = (peer: FakePeer): void =>
  peer.sendRaw({ ...packet, status: MessageStatus.continue }, Buffer.alloc(0))

const confirm = (peer: FakePeer): void =>
  peer.sendRaw({ ...packet, status: MessageStatus.ok }, Buffer.alloc(0))

const refuse = (peer: FakePeer): void => {
  const none = { str1: null, str2: null, str3: null, dom: null, net: null, int1: 0, int2: 0 }
  const error = { code: 38, domain: 18, message: 'disk full', level: 2, ...none }
  peer.sendFrame({ ...packet, status: MessageStatus.error }, remoteError, error)
}

const readAll = async (stream: LibvirtStream): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const sent = (peer: FakePeer): unknown[] =>
  peer.received.slice(1).map(({ type, status, payload }) => [type, status, payload.toString()])

const settleTurns = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve))
}

describe('receiving', () => {
  it('ends with an empty packet, which is confirmed', async () => {
    const { peer, stream } = await openStream()
    sendData(peer, Buffer.from('one '))
    sendData(peer, Buffer.from('two'))
    sendEnd(peer)
    expect((await readAll(stream)).toString()).toBe('one two')
    await peer.untilReceived(2)
    expect(sent(peer)).toEqual([[MessageType.stream, MessageStatus.ok, '']])
    confirm(peer)
    expect(await stream.closed).toEqual({ how: 'finished' })
  })

  it('loses nothing that came before the answer which opens the stream', async () => {
    const peer = new FakePeer()
    const opening = peer.rpc.openStream(DOWNLOAD, downloadArgs)
    await peer.untilReceived(1)
    sendData(peer, Buffer.from('early '))
    sendData(peer, Buffer.from('bird'))
    sendEnd(peer)
    peer.answer(0, DOWNLOAD, {})
    expect((await readAll(await opening)).toString()).toBe('early bird')
  })

  it('may not begin without end before it was opened', async () => {
    const peer = new FakePeer()
    const opening = peer.rpc.openStream(DOWNLOAD, downloadArgs)
    await peer.untilReceived(1)
    for (let i = 0; i < 9; i++) sendData(peer, Buffer.alloc(1_048_576))
    await expect(opening).rejects.toThrow('bytes came before their stream')
  })

  it('gathers what comes in small pieces', async () => {
    const { peer, stream } = await openStream()
    for (let i = 0; i < 1000; i++) sendData(peer, Buffer.from('.'))
    sendEnd(peer)
    await settleTurns()
    const chunks: number[] = []
    for await (const chunk of stream) chunks.push(chunk.length)
    expect(chunks).toEqual([1000])
  })

  it('fills again what its reader has given back', async () => {
    const { peer, stream } = await openStream()
    const places = new Set<ArrayBufferLike>()
    const count = 40
    const reading = (async () => {
      let bytes = 0
      for await (const chunk of stream) {
        expect(chunk.every((byte) => byte === Math.floor(bytes++ / 262_120))).toBe(true)
        places.add(chunk.buffer)
        stream.recycle(chunk)
      }
      return bytes
    })()
    for (let i = 0; i < count; i++) {
      sendData(peer, Buffer.alloc(262_120, i))
      await settleTurns()
    }
    sendEnd(peer)
    expect(await reading).toBe(count * 262_120)
    expect(places.size).toBeLessThan(5)
  })

  it('gives what came before an error, and then the error', async () => {
    const { peer, stream } = await openStream()
    sendData(peer, Buffer.from('half'))
    refuse(peer)
    const reader = stream[Symbol.asyncIterator]()
    expect((await reader.next()).value?.toString()).toBe('half')
    await expect(reader.next()).rejects.toMatchObject({ code: 38, message: 'disk full' })
    expect(await stream.closed).toMatchObject({ how: 'failed', error: { code: 38 } })
    expect(sent(peer)).toEqual([])
  })

  it('holds the connection while nobody reads, and never more than a bounded amount', async () => {
    const { peer, stream } = await openStream()
    const chunk = Buffer.alloc(262_120)
    const count = 40
    for (let i = 0; i < count; i++) sendData(peer, chunk)
    sendEnd(peer)
    await settleTurns()
    expect(peer.input.isPaused()).toBe(true)
    const waiting = peer.input.readableLength + peer.input.writableLength
    expect(count * chunk.length - waiting).toBeLessThan(HIGH_WATERMARK + 2 * chunk.length)
    expect(await readAll(stream)).toHaveLength(count * chunk.length)
    expect(peer.input.isPaused()).toBe(false)
  })

  it('is aborted when its reader leaves, and late data is ignored', async () => {
    const { peer, stream } = await openStream()
    sendData(peer, Buffer.from('one'))
    for await (const chunk of stream) {
      expect(chunk.toString()).toBe('one')
      break
    }
    await settleTurns()
    expect(sent(peer)).toEqual([[MessageType.stream, MessageStatus.error, '']])
    sendData(peer, Buffer.from('late'))
    confirm(peer)
    expect(await stream.closed).toEqual({ how: 'aborted' })
    sendData(peer, Buffer.from('very late'))
    await settleTurns()
    expect(peer.rpc.isOpen).toBe(true)
  })

  it('lets go of the connection when it is aborted while holding it', async () => {
    const { peer, stream } = await openStream()
    for (let i = 0; i < 10; i++) sendData(peer, Buffer.alloc(262_120))
    await settleTurns()
    expect(peer.input.isPaused()).toBe(true)
    stream.abort()
    expect(peer.input.isPaused()).toBe(false)
  })

  it('tells holes from data where the stream is sparse', async () => {
    const { peer, stream } = await openStream()
    const hole = struct({ length: i64, flags: u32 })
    const holePacket = { ...packet, type: MessageType.streamHole, status: MessageStatus.continue }
    sendData(peer, Buffer.from('a'))
    peer.sendFrame(holePacket, hole, { length: 4096n, flags: 0 })
    sendData(peer, Buffer.from('b'))
    sendEnd(peer)
    const parts: unknown[] = []
    for await (const part of stream.sparse()) parts.push('hole' in part ? part.hole : String(part))
    expect(parts).toEqual(['a', 4096n, 'b'])
  })

  it('says that holes are read otherwise where they were not expected', async () => {
    const { peer, stream } = await openStream()
    const hole = struct({ length: i64, flags: u32 })
    peer.sendFrame({ ...packet, type: MessageType.streamHole }, hole, { length: 5n, flags: 0 })
    await expect(readAll(stream)).rejects.toThrow('holes are for sparse()')
  })

  it('fails with the connection', async () => {
    const { peer, stream } = await openStream()
    const reading = readAll(stream).catch((error: unknown) => error)
    peer.input.end()
    expect(await reading).toBeInstanceOf(ConnectionLost)
    expect(await stream.closed).toMatchObject({ how: 'failed' })
    await expect(stream.write(Buffer.from('x'))).rejects.toBeInstanceOf(ConnectionLost)
  })
})

describe('sending', () => {
  it('cuts what is long and finishes when the daemon has it all', async () => {
    const { peer, stream } = await openStream()
    await stream.write(Buffer.alloc(600_000))
    const finished = stream.finish()
    await peer.untilReceived(5)
    expect(peer.received.slice(1).map(({ payload }) => payload.length)).toEqual([
      262_120, 262_120, 75_760, 0,
    ])
    confirm(peer)
    await finished
    expect(await stream.closed).toEqual({ how: 'finished' })
  })

  it('waits while the system takes no more', async () => {
    const { peer, stream } = await openStream()
    peer.output.pause()
    const writing = stream.write(Buffer.alloc(600_000)).then(() => 'written')
    expect(await Promise.race([writing, settleTurns()])).toBeUndefined()
    peer.output.resume()
    expect(await writing).toBe('written')
  })

  it('rejects when the daemon breaks it off', async () => {
    const { peer, stream } = await openStream()
    await stream.write(Buffer.from('x'))
    refuse(peer)
    await stream.closed
    await expect(stream.write(Buffer.from('y'))).rejects.toBeInstanceOf(LibvirtError)
    await expect(stream.finish()).rejects.toMatchObject({ message: 'disk full' })
  })

  it('rejects a write that the connection’s end interrupts', async () => {
    const { peer, stream } = await openStream()
    peer.output.pause()
    const writing = stream.write(Buffer.alloc(600_000)).catch((error: unknown) => error)
    await settleTurns()
    peer.rpc.end({ kind: 'closed' })
    expect(await writing).toBeInstanceOf(ConnectionLost)
  })
})

describe('a stream that nobody waits for any more', () => {
  it('is aborted when the daemon opens it', async () => {
    const peer = new FakePeer()
    const opening = peer.rpc.openStream(DOWNLOAD, downloadArgs, { deadlineMs: 5 })
    await expect(opening).rejects.toMatchObject({ name: 'DeadlineExceeded' })
    peer.answer(0, DOWNLOAD, {})
    await peer.untilReceived(2)
    expect(sent(peer)).toEqual([[MessageType.stream, MessageStatus.error, '']])
  })
})
