/** Listeners to one thing among many, such as a machine; nothing is kept of what nobody listens to. */
export class KeyedListeners<Key> {
  readonly #listeners = new Map<Key, Set<() => void>>()

  /** Hears of one thing; the returned function stops it. */
  add(key: Key, listener: () => void): () => void {
    const ofKey = this.#listeners.get(key) ?? new Set()
    this.#listeners.set(key, ofKey.add(listener))
    return () => {
      ofKey.delete(listener)
      if (ofKey.size === 0 && this.#listeners.get(key) === ofKey) this.#listeners.delete(key)
    }
  }

  has(key: Key): boolean {
    return this.#listeners.has(key)
  }

  tell(key: Key): void {
    for (const listener of this.#listeners.get(key) ?? []) listener()
  }
}
