import { Breather } from './breather'
import { decodeError } from './decode-error'
import { Deferred } from './deferred'
import { Cancelled, UnsupportedError } from './errors'
import { MessageStatus, MessageType, type Frame } from './wire/frame'
import { HIGH_WATERMARK, LOW_WATERMARK, StreamQueue, type Hole } from './stream-queue'
import { i64, struct, u32, XdrReader, XdrWriter } from './wire/xdr'

/** `virNetStreamHole` */
const streamHole = struct({ length: i64, flags: u32 })

/** How a stream came to its end. */
export type StreamEnd =
  | { readonly how: 'finished' }
  | { readonly how: 'aborted' }
  | { readonly how: 'failed'; readonly error: Error }

/** What a stream needs of its connection. */
export interface StreamLink {
  /** Sends a packet of this stream without payload. */
  signal(status: number): void
  /** Sends bytes; resolves when the system has taken them, rejects when the connection ends. */
  send(type: number, bytes: Buffer): Promise<void>
  /** Stops and restarts reading from the socket that all calls and streams share. */
  holdInput(): void
  releaseInput(): void
  /** No packet of this stream will come any more. */
  forget(): void
}

/**
 * Bytes that flow beside the calls of a connection: a console, a volume's content, a screenshot.
 *
 * Read it with `for await`: chunks come in order, small ones gathered, and are yours; {@link recycle}
 * those of a long stream. Write with {@link write}.
 * Leaving the loop early aborts the stream.
 *
 * Libvirt knows no flow control per stream: a reader that falls {@link HIGH_WATERMARK} behind
 * stops the whole connection's input until it has caught up, answers to calls included. The same
 * holds for writing: a daemon that is slow to store an upload stops reading the connection. So
 * give a stream that may stall a connection of its own.
 */
export class LibvirtStream<Reply = unknown> implements AsyncIterable<Buffer> {
  readonly #link: StreamLink
  readonly #queue = new StreamQueue()
  readonly #closed = new Deferred<StreamEnd>()
  readonly #breather: Breather
  #state: 'open' | 'finishing' | 'aborting' | 'over' = 'open'
  #end: StreamEnd | undefined
  #holdsInput = false

  constructor(
    /** The name of the procedure that opened it. */
    readonly procedure: string,
    /** What the daemon answered when it opened the stream, such as a screenshot's type. */
    readonly reply: Reply,
    link: StreamLink,
  ) {
    this.#link = link
    this.#breather = new Breather(
      () => link.holdInput(),
      () => link.releaseInput(),
    )
  }

  /** Settles when the stream is over on the wire; received bytes may still wait to be read. */
  get closed(): Promise<StreamEnd> {
    return this.#closed.promise
  }

  /** Both sides may still send. */
  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Reads to the end; throws what ended the stream, if that was an error. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.sparse()) {
      if ('hole' in chunk) throw new UnsupportedError(this.procedure, 'holes are for sparse()')
      yield chunk
    }
  }

  /** Reads like the stream itself, with holes where the call asked for a sparse stream. */
  async *sparse(): AsyncGenerator<Buffer | Hole, void, undefined> {
    try {
      for (;;) {
        const chunk = this.#queue.take()
        if (chunk) {
          this.#releaseInput()
          yield chunk
        } else if (this.#queue.isOver) {
          if (this.#end?.how === 'failed') throw this.#end.error
          return
        } else await this.#queue.changed()
      }
    } finally {
      this.abort()
    }
  }

  /**
   * Gives back a chunk that was read, whose bytes are not used any more; what comes next may be put
   * there. Who reads gigabytes saves the collector's work; nobody has to.
   */
  recycle(chunk: Buffer): void {
    this.#queue.recycle(chunk)
  }

  /**
   * Sends bytes; resolves when the system has taken them, so that awaiting each call is
   * back-pressure, and until then they must not change. Rejects with what ended the stream.
   */
  async write(bytes: Buffer): Promise<void> {
    this.#requireOpen()
    await this.#link.send(MessageType.stream, bytes)
  }

  /** Skips bytes of a sparse upload. The daemon cuts the target at each hole: send the last too. */
  async writeHole({ hole }: Hole): Promise<void> {
    this.#requireOpen()
    const writer = new XdrWriter()
    streamHole.write(writer, { length: hole, flags: 0 })
    await this.#link.send(MessageType.streamHole, writer.done())
  }

  /** Says that all is sent; resolves once the daemon has stored it, rejects if it could not. */
  async finish(): Promise<void> {
    this.#sendFinish()
    const end = await this.closed
    if (end.how === 'failed') throw end.error
    if (end.how === 'aborted') throw new Cancelled(this.procedure, true)
  }

  /**
   * Breaks it off: the daemon discards what it has not stored. Does nothing once it is over.
   * {@link closed} settles when the daemon has let go of the console, too.
   */
  abort(): void {
    this.#queue.discard()
    this.#releaseInput()
    if (this.#state === 'over' || this.#state === 'aborting') return
    // A finish that is under way already is left to end by itself.
    if (this.#state === 'finishing') return
    this.#state = 'aborting'
    this.#end = { how: 'aborted' }
    this.#link.signal(MessageStatus.error)
  }

  /** For the connection: a packet of this stream came. */
  receive(frame: Frame): void {
    if (frame.type === MessageType.streamHole) {
      const reader = new XdrReader(frame.payload)
      const { length } = streamHole.read(reader)
      reader.end()
      if (this.#state === 'open') this.#queue.push({ hole: length })
    } else if (frame.status === MessageStatus.continue) this.#receiveData(frame.payload)
    else if (frame.status === MessageStatus.error) {
      this.#finalize({ how: 'failed', error: decodeError(frame.payload, this.procedure) })
    } else this.#finalize({ how: 'finished' })
  }

  /** For the connection: it is lost, and so is this. */
  fail(error: Error): void {
    this.#finalize({ how: 'failed', error })
  }

  #receiveData(payload: Buffer): void {
    if (payload.length === 0) {
      // The daemon has no more, and keeps its end open until it hears that we have it all.
      this.#queue.end()
      this.#sendFinish()
    } else if (this.#state === 'open') {
      this.#queue.push(payload)
      this.#breather.received(payload.length)
      if (this.#queue.bytes > HIGH_WATERMARK && !this.#holdsInput) {
        this.#holdsInput = true
        this.#link.holdInput()
      }
    }
  }

  #releaseInput(): void {
    if (!this.#holdsInput || this.#queue.bytes > LOW_WATERMARK) return
    this.#holdsInput = false
    this.#link.releaseInput()
  }

  #sendFinish(): void {
    if (this.#state !== 'open') return
    this.#state = 'finishing'
    this.#link.signal(MessageStatus.ok)
  }

  #finalize(end: StreamEnd): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#end ??= end
    this.#breather.end()
    this.#link.forget()
    this.#queue.end()
    this.#closed.resolve(this.#end)
  }

  #requireOpen(): void {
    if (this.#state === 'open') return
    throw this.#end?.how === 'failed' ? this.#end.error : new Cancelled(this.procedure, true)
  }
}
