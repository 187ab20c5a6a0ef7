/** Colours that a person can give a machine. */
export const machineColours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
  'grey',
] as const

export type MachineColour = (typeof machineColours)[number]

/** The tag of machines that others are made of: see `machines.saveTemplate`. */
export const TEMPLATE_TAG = 'template'

/** A machine's place when the machines of its host are started in order. */
export interface StartOrder {
  /** Lower ones start first; equal ones by name. */
  readonly order: number
  /** Seconds to wait after it before the next one starts. */
  readonly delay: number
}

/** What people know of a machine: it is kept in the machine's own definition. */
export interface MachineMetadata {
  readonly tags: readonly string[]
  /** Empty where there are none; may have several lines. */
  readonly notes: string
  readonly colour: MachineColour | null
  /** Null where it has no place. */
  readonly start: StartOrder | null
}
