import type {
  Machine,
  MachineId,
  MachinesDelta,
  MachinesSnapshot,
} from '../../src-preload/contract/machine'

/**
 * All machines of all hosts at one version; never changed, only replaced.
 *
 * Machines stand in slots, because copying and comparing an array of 10,000 takes microseconds where
 * a map takes milliseconds. A machine keeps its slot for life; `slots` is therefore shared between
 * versions and only ever grows.
 */
export interface Fleet {
  readonly version: number
  /** By slot; a hole where a machine was removed. */
  readonly machines: readonly (Machine | undefined)[]
  readonly slots: ReadonlyMap<MachineId, number>
}

export const emptyFleet: Fleet = { version: -1, machines: [], slots: new Map() }

export const fleetOf = ({ version, machines }: MachinesSnapshot): Fleet => ({
  version,
  machines,
  slots: new Map(machines.map((machine, slot) => [machine.id, slot])),
})

export const machineIn = (fleet: Fleet, id: MachineId): Machine | undefined => {
  const slot = fleet.slots.get(id)
  return slot === undefined ? undefined : fleet.machines[slot]
}

/**
 * The fleet after some deltas, in the order in which they came. Deltas that the fleet already has
 * are passed over; null means that one is missing, so that only a new snapshot helps.
 */
export const applyDeltas = (fleet: Fleet, deltas: readonly MachinesDelta[]): Fleet | null => {
  const fresh = deltas.filter((delta) => delta.version > fleet.version)
  if (fresh.length === 0) return fleet
  if (fresh.some((delta, index) => delta.version !== fleet.version + 1 + index)) return null

  const machines = fleet.machines.slice()
  const slots = fleet.slots as Map<MachineId, number>
  for (const { changed, removed } of fresh) {
    for (const machine of changed) {
      const slot = slots.get(machine.id) ?? slots.size
      slots.set(machine.id, slot)
      machines[slot] = machine
    }
    for (const id of removed) {
      const slot = slots.get(id)
      if (slot !== undefined) machines[slot] = undefined
    }
  }
  return { version: fleet.version + fresh.length, machines, slots }
}
