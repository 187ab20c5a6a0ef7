import { isDocumented } from '../../src-main/libvirt/testing/documented-errors'

/** How a promise came out; `value` is undefined when it failed. */
export interface Outcome<T> {
  readonly value: T | undefined
  readonly error: unknown
}

/**
 * Books every call that is made, and how it ends. Settled is what was answered, or failed by an
 * error that the client documents; all else is unsettled.
 */
export class Ledger {
  readonly #pending = new Map<symbol, string>()
  readonly #wrong: string[] = []
  readonly #errors = new Map<string, number>()
  #settled = 0

  get settled(): number {
    return this.#settled
  }

  /** How often each way to end was taken: `answered`, or the name of an error. */
  get endings(): ReadonlyMap<string, number> {
    return this.#errors
  }

  /** What has not ended yet, or has in a way that is not documented. */
  get unsettled(): readonly string[] {
    return [...this.#wrong, ...[...this.#pending.values()].map((what) => `${what}: still waits`)]
  }

  get pendingCount(): number {
    return this.#pending.size
  }

  /** Books a call; resolves with how it came out, and never rejects. */
  async book<T>(what: string, call: Promise<T>): Promise<Outcome<T>> {
    const key = Symbol(what)
    this.#pending.set(key, what)
    try {
      const value = await call
      this.#end('answered')
      return { value, error: undefined }
    } catch (error) {
      if (isDocumented(error)) this.#end(error.name)
      else this.#wrong.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`)
      return { value: undefined, error }
    } finally {
      this.#pending.delete(key)
    }
  }

  #end(how: string): void {
    this.#settled += 1
    this.#errors.set(how, (this.#errors.get(how) ?? 0) + 1)
  }
}
