/** Calls, streams, messages and keepalive over one transport: libvirt's RPC, and no more. */
import { CallQueue } from './call-queue'
import { Deadlines } from './deadlines'
import { decodeError } from './decode-error'
import { Deferred } from './deferred'
import { ConnectionLost, DeadlineExceeded, type CloseReason } from './errors'
import { Headway } from './headway'
import { Keepalive } from './keepalive'
import { DEFAULT_DEADLINE_MS, PendingCall, type CallOptions } from './pending-call'
import { LibvirtStream, type StreamLink } from './stream'
import type { Log, Transport } from './transport/transport'
import {
  encodeFrame,
  Framer,
  FramingError,
  MessageStatus,
  MessageType,
  type Frame,
  type FrameHeader,
} from './wire/frame'
import { FrameWriter } from './wire/frame-writer'
import type { Procedure } from './wire/procedure'
import { XdrReader } from './wire/xdr'

const KEEPALIVE_PROGRAM = 0x6b65_6570
const KEEPALIVE_PING = 1
const KEEPALIVE_PONG = 2

/** What a stream may bring before the answer that opens it. */
const MAX_EARLY_BYTES = 8 * 1_048_576

export interface RpcOptions {
  readonly log: Log
  readonly keepaliveIntervalMs: number
  readonly keepaliveCount: number
  /** An event came. @throws {FramingError} when it makes no sense. */
  readonly onMessage: (frame: Frame) => void
}

/** One connection's conversation with a daemon. */
export class Rpc {
  readonly #closed = new Deferred<CloseReason>()
  readonly #transport: Transport
  readonly #options: RpcOptions
  readonly #framer = new Framer((frame) => this.#receive(frame))
  readonly #headway = new Headway()
  readonly #writer: FrameWriter
  readonly #keepalive: Keepalive
  readonly #queue = new CallQueue<PendingCall>((call) => this.#send(call))
  readonly #pending = new Map<number, PendingCall>()
  readonly #deadlines = new Deadlines(() => this.#unanswered())
  readonly #streams = new Map<number, LibvirtStream>()
  #closeReason: CloseReason | undefined
  #nextSerial = 0
  #isHungUp = false
  /** How many streams wait for their reader and keep the input from flowing. */
  #holds = 0

  constructor(transport: Transport, options: RpcOptions) {
    this.#transport = transport
    this.#options = options
    this.#writer = new FrameWriter(transport.output)
    this.#keepalive = new Keepalive({
      intervalMs: options.keepaliveIntervalMs,
      count: options.keepaliveCount,
      sendPing: () => this.#sendKeepalive(KEEPALIVE_PING),
      onSilent: (milliseconds) => this.end({ kind: 'silent', milliseconds }),
    })
    const { input, output, listen } = transport
    for (const side of new Set([input, output])) {
      side.on('error', (error: Error) => void this.#hungUp(error))
      side.on('close', () => void this.#hungUp())
    }
    input.on('end', () => void this.#hungUp())
    const read = (bytes: Buffer): void => this.#read(bytes)
    if (!listen) input.on('data', read)
    else {
      listen(read)
      // Nobody takes data from the stream itself, which would never come to its end.
      input.resume()
    }
  }

  /** Settles with the reason when the conversation is over. Never rejects. */
  get closed(): Promise<CloseReason> {
    return this.#closed.promise
  }

  get isOpen(): boolean {
    return this.#closeReason === undefined
  }

  /** How long the last answered ping took, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.#keepalive.latencyMs
  }

  startKeepalive(): void {
    if (this.isOpen) this.#keepalive.start()
  }

  /** Asks for a sign of life; resolves with the milliseconds it took. */
  async ping(deadlineMs: number): Promise<number> {
    if (this.#closeReason) throw new ConnectionLost(this.#closeReason, 'ping')
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<never>((_, reject) => {
      const late = new DeadlineExceeded('ping', deadlineMs, true)
      timer = setTimeout(() => reject(late), deadlineMs)
    })
    try {
      return await Promise.race([this.#keepalive.ping(), deadline])
    } finally {
      clearTimeout(timer)
    }
  }

  call<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options: CallOptions = {},
  ): Promise<Result> {
    return this.#submit(procedure, args, options, false) as Promise<Result>
  }

  openStream<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options: CallOptions = {},
  ): Promise<LibvirtStream<Result>> {
    return this.#submit(procedure, args, options, true) as Promise<LibvirtStream<Result>>
  }

  /** Ends the conversation: every call and stream that is under way fails with the reason. */
  end(reason: CloseReason): void {
    if (this.#closeReason) return
    this.#closeReason = reason
    this.#keepalive.stop(new ConnectionLost(reason, 'ping'))
    this.#deadlines.stop()
    this.rejectCalls(reason)
    this.#pending.clear()
    for (const stream of this.#streams.values()) {
      stream.fail(new ConnectionLost(reason, stream.procedure))
    }
    this.#writer.end(new ConnectionLost(reason))
    this.#transport.destroy()
    this.#closed.resolve(reason)
  }

  /** Fails all calls made so far, yet leaves the way open for a last one. */
  rejectCalls(reason: CloseReason): void {
    for (const call of this.#unanswered()) {
      call.reject(new ConnectionLost(reason, call.procedure.name))
    }
    this.#queue.clear()
  }

  async #hungUp(error?: Error): Promise<void> {
    if (this.#isHungUp || this.#closeReason) return
    this.#isHungUp = true
    const cause = await this.#transport.diagnose?.()
    if (!cause && error) return this.end({ kind: 'transport', error })
    const isTorn = this.#framer.isInPacket
    const torn = isTorn ? new FramingError('the connection ended inside a packet') : undefined
    const known = cause ?? torn
    this.end({ kind: 'hung-up', ...(known && { error: known }) })
  }

  /** Never throws at once; no async function either, for each takes its part of a short call's time. */
  #submit<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options: CallOptions,
    opensStream: boolean,
  ): Promise<unknown> {
    try {
      if (this.#closeReason) throw new ConnectionLost(this.#closeReason, procedure.name)
      const serial = this.#takeSerial()
      const header = {
        program: procedure.program,
        procedure: procedure.number,
        type: MessageType.call,
        serial,
        status: MessageStatus.ok,
      }
      const bytes = encodeFrame(header, procedure.args, args)
      const call = new PendingCall(procedure, serial, bytes, opensStream)
      if (options.signal) call.heed(options.signal)
      if (!call.isSettled) this.#queue.submit(call)
      // While the daemon works, rather than before it is asked.
      call.grant(options.deadlineMs ?? DEFAULT_DEADLINE_MS)
      this.#deadlines.heed(call)
      return call.promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #unanswered(): PendingCall[] {
    return [...this.#pending.values(), ...this.#queue.waiting]
  }

  #send(call: PendingCall): void {
    call.sent()
    this.#pending.set(call.serial, call)
    this.#writer.send(call.bytes)
  }

  #takeSerial(): number {
    do this.#nextSerial = (this.#nextSerial + 1) >>> 0
    while (this.#pending.has(this.#nextSerial) || this.#streams.has(this.#nextSerial))
    return this.#nextSerial
  }

  #read(chunk: Buffer): void {
    if (this.#closeReason) return
    try {
      this.#framer.push(chunk)
      if (this.#framer.isInPacket && this.#headway.made(chunk.length)) this.#keepalive.heard()
    } catch (cause) {
      const error =
        cause instanceof FramingError
          ? cause
          : new FramingError((cause as Error).message, { cause })
      this.#options.log.warn({ error }, 'malformed packet')
      this.end({ kind: 'malformed', error })
    }
  }

  #receive(frame: Frame): void {
    if (this.#closeReason) return
    if (!this.#framer.isInPacket) {
      this.#headway.ended()
      this.#keepalive.heard()
    }
    if (frame.version !== 1) throw new FramingError(`version ${frame.version} was not asked for`)
    switch (frame.type) {
      case MessageType.reply:
        return this.#receiveReply(frame)
      case MessageType.message:
        return frame.program === KEEPALIVE_PROGRAM
          ? this.#receiveKeepalive(frame)
          : this.#options.onMessage(frame)
      case MessageType.stream:
      case MessageType.streamHole:
        return this.#receiveStream(frame)
      default:
        throw new FramingError(`packet type ${frame.type} is not for a client`)
    }
  }

  #receiveReply(frame: Frame): void {
    const call = this.#pending.get(frame.serial)
    if (!call) throw new FramingError(`nothing waits for a reply with serial ${frame.serial}`)
    const { procedure } = call
    if (frame.program !== procedure.program || frame.procedure !== procedure.number) {
      throw new FramingError(`reply to ${procedure.name} is of procedure ${frame.procedure}`)
    }
    if (frame.status === MessageStatus.error) {
      call.reject(decodeError(frame.payload, procedure.name))
    } else if (frame.status === MessageStatus.ok) {
      const reader = new XdrReader(frame.payload)
      const result = procedure.result.read(reader)
      reader.end()
      if (call.opensStream) this.#beginStream(call, frame.serial, result)
      else call.resolve(result)
    } else throw new FramingError(`reply to ${procedure.name} has status ${frame.status}`)
    this.#pending.delete(frame.serial)
    this.#queue.answered(call)
  }

  #receiveStream(frame: Frame): void {
    const stream = this.#streams.get(frame.serial)
    if (stream) return stream.receive(frame)
    const call = this.#pending.get(frame.serial)
    // Data may still come for a stream that both sides have ended.
    if (!call) return
    if (!call.opensStream) throw new FramingError(`${call.procedure.name} opens no stream`)
    // One thread of the daemon answers and another sends data, which may come first.
    call.early.push({ ...frame, payload: Buffer.from(frame.payload) })
    const bytes = call.early.reduce((sum, { payload }) => sum + payload.length, 0)
    if (bytes > MAX_EARLY_BYTES) throw new FramingError(`${bytes} bytes came before their stream`)
  }

  #beginStream(call: PendingCall, serial: number, reply: unknown): void {
    const { program, number: procedure, name } = call.procedure
    const header = { program, procedure, serial }
    const status = MessageStatus.continue
    const link: StreamLink = {
      signal: (sign) => this.#signal({ ...header, type: MessageType.stream, status: sign }),
      send: (type, payload) => this.#sendData({ ...header, type, status }, payload),
      holdInput: () => {
        if (this.#holds++ === 0) this.#transport.input.pause()
      },
      releaseInput: () => {
        if (--this.#holds === 0) this.#transport.input.resume()
      },
      forget: () => this.#streams.delete(serial),
    }
    const stream = new LibvirtStream(name, reply, link)
    this.#streams.set(serial, stream)
    // Nobody waits for it any more.
    if (call.isSettled) stream.abort()
    else call.resolve(stream)
    for (const frame of call.early) stream.receive(frame)
  }

  #receiveKeepalive(frame: Frame): void {
    if (frame.procedure === KEEPALIVE_PING) this.#sendKeepalive(KEEPALIVE_PONG)
    else if (frame.procedure === KEEPALIVE_PONG) this.#keepalive.pong()
    else throw new FramingError(`keepalive procedure ${frame.procedure} does not exist`)
  }

  #sendKeepalive(procedure: number): void {
    const { message: type } = MessageType
    this.#signal({
      program: KEEPALIVE_PROGRAM,
      procedure,
      type,
      serial: 0,
      status: MessageStatus.ok,
    })
    // Nothing can be heard while a stream's reader holds the input: that is no sign of death.
    if (this.#holds > 0) this.#keepalive.heard()
  }

  #signal(header: FrameHeader): void {
    if (this.isOpen) this.#writer.sendEmpty(header)
  }

  async #sendData(header: FrameHeader, payload: Buffer): Promise<void> {
    try {
      if (this.isOpen) return await this.#writer.sendData(header, payload)
    } catch (error) {
      await this.#hungUp(error as Error)
    }
    throw new ConnectionLost(await this.closed)
  }
}
