import type { HostId } from './host'
import type { MachineColour } from './metadata'
import { message, t, withinSentence } from '../language/t'

/** `<host id>/<machine UUID>`: unique over all hosts. */
export type MachineId = string

/** What the host last reported; never what an action hopes for. */
export type MachineState =
  'running' | 'paused' | 'shutOff' | 'saved' | 'shuttingDown' | 'crashed' | 'suspended' | 'unknown'

/** The word for each state, everywhere in the app; `t` tells it. */
export const stateWords: Readonly<Record<MachineState, string>> = {
  running: message('Running'),
  paused: message('Paused'),
  shutOff: message('Shut off'),
  saved: message('Saved'),
  shuttingDown: message('Shutting down'),
  crashed: message('Crashed'),
  suspended: message('Suspended'),
  unknown: message('Unknown'),
}

/** One virtual machine as the list shows it. Absent means not known (yet). */
export interface Machine {
  readonly id: MachineId
  readonly hostId: HostId
  readonly uuid: string
  readonly name: string
  readonly state: MachineState
  /** Why it is in that state, in words: `crashed`, `guest shut down`, `I/O error`. */
  readonly reason?: string
  /** An action that the host has yet to settle. */
  readonly pending?: MachineAction
  /** What its host’s driver lacks altogether, as far as is known. */
  readonly impossible?: readonly MachineAction[]
  /** This app moves it to another host just now. */
  readonly isMoving?: boolean
  /** It lives only as long as it runs: no definition is kept on the host. */
  readonly transient?: boolean
  readonly vcpus?: number
  /** The most memory it can have, in KiB. */
  readonly memoryKib?: number
  readonly addresses?: readonly string[]
  readonly tags?: readonly string[]
  readonly colour?: MachineColour
  /** The host has not been heard of since then (ms since the epoch): what is shown may be old. */
  readonly staleSince?: number
}

/** What changed since the version before; versions count up by one. */
export interface MachinesDelta {
  readonly version: number
  readonly changed: readonly Machine[]
  readonly removed: readonly MachineId[]
}

/** All machines of all hosts, as of a version. */
export interface MachinesSnapshot {
  readonly version: number
  readonly machines: readonly Machine[]
}

/** What a person can make a machine do; `t` tells its words. */
export const machineActions = {
  start: { from: ['shutOff'], pending: message('Starting…'), infinitive: message('start') },
  resume: {
    from: ['paused', 'suspended'],
    pending: message('Resuming…'),
    infinitive: message('resume'),
  },
  restore: { from: ['saved'], pending: message('Restoring…'), infinitive: message('restore') },
  pause: { from: ['running'], pending: message('Pausing…'), infinitive: message('pause') },
  shutDown: {
    from: ['running'],
    pending: message('Shutting down…'),
    infinitive: message('shut down'),
  },
  reboot: { from: ['running'], pending: message('Rebooting…'), infinitive: message('reboot') },
  reset: {
    from: ['running', 'paused', 'shuttingDown', 'crashed'],
    pending: message('Resetting…'),
    infinitive: message('reset'),
  },
  forceOff: {
    from: ['running', 'paused', 'shuttingDown', 'crashed', 'suspended', 'unknown'],
    pending: message('Forcing off…'),
    infinitive: message('force off'),
  },
  save: { from: ['running', 'paused'], pending: message('Saving…'), infinitive: message('save') },
} as const satisfies Record<
  string,
  { from: readonly MachineState[]; pending: string; infinitive: string }
>

export type MachineAction = keyof typeof machineActions

/** What the row of a machine says while it is moved. */
export const MOVING = message('Migrating…')

/**
 * Why an action makes no sense for a machine now, or null where it does.
 *
 * While an action is pending, only forcing off may follow it: everything else would be a race
 * whose winner nobody chose.
 */
export const whyNot = (
  action: MachineAction,
  machine: Pick<Machine, 'state' | 'pending' | 'isMoving' | 'staleSince' | 'impossible'>,
): string | null => {
  if (machine.staleSince !== undefined) return t('its host is disconnected')
  if (machine.impossible?.includes(action)) return t('its host can’t do that')
  if (machine.isMoving && action !== 'pause' && action !== 'forceOff') return t('it is being moved')
  if (machine.pending !== undefined && (action !== 'forceOff' || machine.pending === 'forceOff')) {
    const pending = t(machineActions[machine.pending].pending).replace('…', '')
    return t('it is {state}', { state: withinSentence(pending) })
  }
  const from: readonly MachineState[] = machineActions[action].from
  return from.includes(machine.state)
    ? null
    : t('it is {state}', { state: withinSentence(t(stateWords[machine.state])) })
}

/** What became of an action on one machine: accepted by the host, or why not. */
export interface ActionOutcome {
  readonly id: MachineId
  readonly failure?: import('./failure').Failure
}

/** A device that a guest sees. */
export interface MachineDevice {
  readonly kind: 'disk' | 'cdrom' | 'nic' | 'console' | 'graphics' | 'tpm' | 'other'
  /** `vda`, `52:54:00:…`, `serial0`. */
  readonly name: string
  /** What it is made of, in one line. */
  readonly summary: string
}

/** A console that a guest offers, in libvirt's terms. */
export interface ConsoleDevice {
  /** The device alias that the host takes, or null where it has none yet: its default console. */
  readonly device: string | null
  readonly label: string
}

/** What the details pane shows of one machine. */
export interface MachineDetails {
  readonly id: MachineId
  readonly title?: string
  readonly description?: string
  readonly vcpus: number
  /** In KiB. */
  readonly memoryKib: number
  /** Such as `x86_64`. */
  readonly arch: string
  /** Such as `pc-q35-7.2`. */
  readonly machineType: string
  /** `kvm`, `qemu`, `test`. */
  readonly virtType: string
  readonly firmware: 'BIOS' | 'UEFI'
  readonly autostart: boolean
  readonly persistent: boolean
  readonly devices: readonly MachineDevice[]
  readonly consoles: readonly ConsoleDevice[]
}
