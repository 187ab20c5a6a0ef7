import { ConsoleRefused, type ConsoleLine, type RefusalReason } from '../console-line'

/** A line whose far end is the test. */
export class FakeLine implements ConsoleLine {
  readonly written: string[] = []
  /** How many of the chunks that were said have been taken by the reader. */
  taken = 0
  isReleased = false
  #said: Uint8Array[] = []
  #isOver = false
  #error: Error | null = null
  #wake: (() => void) | null = null

  constructor(readonly takeOver: boolean) {}

  say(bytes: string | Uint8Array): void {
    this.#said.push(Buffer.from(bytes))
    this.#wake?.()
  }

  end(error?: Error): void {
    this.#isOver = true
    this.#error = error ?? null
    this.#wake?.()
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#isOver) return Promise.reject(new Error('the line has ended'))
    this.written.push(Buffer.from(bytes).toString('latin1'))
    return Promise.resolve()
  }

  hangUp(): void {
    this.#said = []
    this.end()
  }

  release(): Promise<void> {
    this.isReleased = true
    return Promise.resolve()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#said.shift()
      if (next) {
        this.taken += 1
        yield next
      } else if (this.#isOver) {
        if (this.#error) throw this.#error
        return
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}

/** A host with one console, which the test lets be opened or refuses. */
export class FakeConsoleHost {
  readonly lines: FakeLine[] = []
  /** Why the console can't be opened now; taking over does away with `in-use`. */
  refusal: RefusalReason | null = null
  attempts = 0

  readonly openLine = async (takeOver: boolean): Promise<ConsoleLine> => {
    this.attempts += 1
    await Promise.resolve()
    const refusal = this.refusal === 'in-use' && takeOver ? null : this.refusal
    if (refusal) throw new ConsoleRefused(refusal, new Error(`refused: ${refusal}`))
    if (this.lines.some((line) => !line.isReleased)) {
      throw new ConsoleRefused('in-use', new Error('our own line was not released first'))
    }
    const line = new FakeLine(takeOver)
    this.lines.push(line)
    return line
  }

  get line(): FakeLine {
    const line = this.lines.at(-1)
    if (!line) throw new Error('no line was opened')
    return line
  }
}
