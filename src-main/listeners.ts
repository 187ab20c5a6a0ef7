/** Those who want to hear of one kind of thing. One that throws does not silence the others. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  constructor(
    readonly onError: (error: unknown) => void = (error) =>
      queueMicrotask(() => {
        throw error
      }),
  ) {}

  /** Adds a listener; the returned function takes it away again. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value)
      } catch (error) {
        this.onError(error)
      }
    }
  }
}
