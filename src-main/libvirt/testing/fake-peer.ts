/** The far end of a connection, for what no real daemon sends: torn and hostile packets. */
import { PassThrough } from 'node:stream'
import { Rpc, type RpcOptions } from '../rpc'
import {
  encodeFrame,
  Framer,
  MessageStatus,
  MessageType,
  type Frame,
  type FrameHeader,
} from '../wire/frame'
import type { Procedure } from '../wire/procedure'
import { struct, type Codec } from '../wire/xdr'

export const empty = struct({})

/** A header of a message of the remote program; each test changes what it is about. */
export const header = (changes: Partial<FrameHeader>): FrameHeader => ({
  program: 0x2000_8086,
  procedure: 1,
  type: MessageType.reply,
  serial: 1,
  status: MessageStatus.ok,
  ...changes,
})

/** A conversation whose daemon does what the test says. */
export class FakePeer {
  /** Packets that the client has sent, in order. */
  readonly received: Frame[] = []
  readonly input = new PassThrough()
  readonly output = new PassThrough()
  readonly rpc: Rpc
  isDestroyed = false

  constructor(options: Partial<RpcOptions> = {}) {
    const framer = new Framer((frame) => this.received.push(frame))
    this.output.on('data', (chunk: Buffer) => framer.push(chunk))
    this.rpc = new Rpc(
      {
        input: this.input,
        output: this.output,
        isPrivate: true,
        destroy: () => {
          this.isDestroyed = true
          this.input.destroy()
          this.output.destroy()
        },
      },
      {
        log: { debug: () => {}, warn: () => {} },
        keepaliveIntervalMs: 60_000,
        keepaliveCount: 5,
        onMessage: () => {},
        ...options,
      },
    )
  }

  /** Sends bytes as they are. */
  send(bytes: Buffer): void {
    this.input.write(bytes)
  }

  sendFrame<T>(changes: Partial<FrameHeader>, codec: Codec<T>, value: T): void {
    this.send(encodeFrame(header(changes), codec, value))
  }

  /** Sends a packet whose payload no codec made. */
  sendRaw(changes: Partial<FrameHeader>, payload: Buffer): void {
    const bytes = Buffer.concat([encodeFrame(header(changes), empty, {}), payload])
    bytes.writeUInt32BE(bytes.length, 0)
    this.send(bytes)
  }

  /** Answers the call that was received as the `index`th packet. */
  answer<Args, Result>(index: number, procedure: Procedure<Args, Result>, result: Result): void {
    const { serial } = this.received[index] ?? { serial: -1 }
    const { program, number } = procedure
    this.sendFrame({ program, procedure: number, serial }, procedure.result, result)
  }

  /** Resolves when the client has sent this many packets. */
  async untilReceived(count: number): Promise<void> {
    for (let turns = 0; this.received.length < count; turns++) {
      if (turns > 1000) throw new Error(`${this.received.length} packets came, not ${count}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
