import type { MachineEvent, MachineId } from '../../src-preload/contract/machine'

/** Events kept per machine; the oldest go first. */
const PER_MACHINE = 200

/** What happened to each machine since the app started. */
export class Timeline {
  readonly #events = new Map<MachineId, MachineEvent[]>()

  add(event: MachineEvent): void {
    const events = this.#events.get(event.id) ?? []
    events.push(event)
    if (events.length > PER_MACHINE) events.shift()
    this.#events.set(event.id, events)
  }

  /** Newest first. */
  of(id: MachineId): readonly MachineEvent[] {
    return [...(this.#events.get(id) ?? [])].reverse()
  }
}
