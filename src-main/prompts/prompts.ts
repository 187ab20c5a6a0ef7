import { randomUUID } from 'node:crypto'
import type { Prompt } from '../../src-preload/contract/prompt'
import { Listeners } from '../listeners'

/** What a person answered. */
export interface Answer {
  readonly text: string
  readonly username?: string
  /** Keep it for the next time. */
  readonly remember: boolean
}

/** Questions that wait for the person, and those who wait for the answers. */
export class Prompts {
  readonly #waiting = new Map<string, { prompt: Prompt; settle: (answer: Answer | null) => void }>()
  readonly #changed = new Listeners<readonly Prompt[]>()

  get all(): readonly Prompt[] {
    return [...this.#waiting.values()].map(({ prompt }) => prompt)
  }

  onDidChange(listener: (prompts: readonly Prompt[]) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Asks; null where the person gave up, or the signal took the question back. */
  ask(question: Omit<Prompt, 'id'>, signal?: AbortSignal): Promise<Answer | null> {
    const id = randomUUID()
    return new Promise((resolve) => {
      const settle = (answer: Answer | null): void => {
        if (!this.#waiting.delete(id)) return
        this.#changed.tell(this.all)
        resolve(answer)
      }
      if (signal?.aborted) return resolve(null)
      signal?.addEventListener('abort', () => settle(null), { once: true })
      this.#waiting.set(id, { prompt: { id, ...question }, settle })
      this.#changed.tell(this.all)
    })
  }

  /** Answers a question; one that is gone is left alone. */
  answer(id: string, answer: Answer | null): void {
    this.#waiting.get(id)?.settle(answer)
  }
}
