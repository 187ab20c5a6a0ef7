/** Holds up whoever wants to pass while it is closed. */
export class Gate {
  #isOpen = true
  #waiting: (() => void)[] = []

  open(): void {
    this.#isOpen = true
    this.letThrough()
  }

  close(): void {
    this.#isOpen = false
  }

  /** Lets those pass who wait now; the gate stays as it is. */
  letThrough(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const pass of waiting) pass()
  }

  /** Resolves at once while the gate is open. */
  async passed(): Promise<void> {
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
