import type { MachineId } from '../../src-preload/contract/machine'

/** How many pictures are under way at a time. */
export const AT_ONCE = 2

export interface ScreenRoundParts {
  /** The machines whose screens are in sight now; none where nobody looks. */
  readonly inSight: () => readonly MachineId[]
  /** Takes one picture; rejects where there is none to be had. */
  readonly take: (id: MachineId) => Promise<unknown>
  /** How long a picture is good for, in ms. */
  readonly goodFor: () => number
  /** How long a machine that gave none is left alone, in ms. */
  readonly restsFor: number
  readonly now: () => number
}

/**
 * Goes round the machines in sight and has them pictured, a few at a time, the longest awaited
 * first. There is one timer for all of them, and none while nothing is in sight.
 */
export class ScreenRound {
  /** When a machine's next picture is due. */
  readonly #due = new Map<MachineId, number>()
  readonly #underWay = new Set<MachineId>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOver = false

  constructor(private readonly parts: ScreenRoundParts) {}

  /** Looks at what is in sight, and goes on with what is due. */
  look(): void {
    clearTimeout(this.#timer)
    if (this.#isOver) return
    const { now } = this.parts
    const waiting = this.parts
      .inSight()
      .filter((id) => !this.#underWay.has(id))
      .map((id) => ({ id, due: this.#due.get(id) ?? 0 }))
      .sort((one, other) => one.due - other.due)
    for (const { id, due } of waiting) {
      if (this.#underWay.size >= AT_ONCE) return
      if (due > now()) {
        this.#timer = setTimeout(() => this.look(), due - now())
        return
      }
      void this.#take(id)
    }
  }

  /** Takes no more pictures. */
  stop(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  async #take(id: MachineId): Promise<void> {
    const { take, goodFor, restsFor, now } = this.parts
    this.#underWay.add(id)
    try {
      await take(id)
      this.#due.set(id, now() + goodFor())
    } catch {
      this.#due.set(id, now() + restsFor)
    }
    this.#underWay.delete(id)
    this.look()
  }
}
