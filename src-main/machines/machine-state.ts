import type { MachineState } from '../../src-preload/contract/machine'
import type { Alarm } from '../../src-preload/contract/timeline'

/** A state and why, in the words that the app shows. */
export interface StateReport {
  readonly state: MachineState
  readonly reason?: string
}

/** What a lifecycle event says: where the machine is now, and what happened, for the history. */
export interface LifecycleReport extends StateReport {
  readonly text: string
  /** It came about by itself or by the guest: nobody asked the host for it. */
  readonly unasked: boolean
  readonly alarm?: Alarm
}

/** virDomainState, by number. */
const states: readonly MachineState[] = [
  'unknown',
  'running',
  'running', // blocked on a resource: only Xen says so, and it is running to a person
  'paused',
  'shuttingDown',
  'shutOff',
  'crashed',
  'suspended',
]

/** The reasons of each state (virDomain*Reason), by number, that are worth a word. */
const reasons: Readonly<Partial<Record<MachineState, Readonly<Record<number, string>>>>> = {
  running: {
    2: 'migrated here',
    3: 'restored',
    4: 'from snapshot',
    6: 'migration cancelled',
    9: 'woken up',
    10: 'after a crash',
    11: 'post-copy',
  },
  paused: {
    2: 'migrating',
    3: 'saving',
    4: 'dumping',
    5: 'I/O error',
    6: 'watchdog',
    7: 'from snapshot',
    8: 'shutting down',
    9: 'taking a snapshot',
    10: 'crashed',
    11: 'starting up',
    12: 'post-copy',
    13: 'post-copy failed',
    14: 'API error',
  },
  shutOff: {
    3: 'crashed',
    4: 'migrated away',
    5: 'saved',
    6: 'failed to start',
    7: 'from snapshot',
    8: 'daemon restarted',
  },
  crashed: { 1: 'guest panicked' },
}

/** Translates virDomainGetState's answer. A shut-off machine with a saved image is `saved`. */
export const readState = (state: number, reason: number, hasSavedImage: boolean): StateReport => {
  const word = states[state] ?? 'unknown'
  if (word === 'shutOff' && hasSavedImage) return { state: 'saved' }
  const why = reasons[word]?.[reason]
  return why === undefined ? { state: word } : { state: word, reason: why }
}

/** VIR_DOMAIN_EVENT_*, by number, with the details of each that are worth a word. */
const lifecycle: Readonly<
  Record<
    number,
    {
      state: MachineState
      text: string
      details: Readonly<Record<number, [reason: string | undefined, text: string]>>
    }
  >
> = {
  2: {
    state: 'running',
    text: 'Started',
    details: {
      1: ['migrated here', 'Migrated here'],
      2: ['restored', 'Restored from its saved state'],
      3: ['from snapshot', 'Started from a snapshot'],
      4: ['woken up', 'Woken up'],
    },
  },
  3: {
    state: 'paused',
    text: 'Paused',
    details: {
      1: ['migrating', 'Paused for migration'],
      2: ['I/O error', 'Paused by an I/O error'],
      3: ['watchdog', 'Paused by its watchdog'],
      4: ['restored', 'Restored, paused'],
      5: ['from snapshot', 'Reverted to a snapshot, paused'],
      6: ['API error', 'Paused after a failed operation'],
      7: ['post-copy', 'Paused for post-copy migration'],
      8: ['post-copy failed', 'Paused: post-copy migration failed'],
    },
  },
  4: {
    state: 'running',
    text: 'Resumed',
    details: {
      1: ['migrated here', 'Resumed after migration'],
      2: ['from snapshot', 'Reverted to a snapshot'],
      3: ['post-copy', 'Resumed in post-copy migration'],
    },
  },
  5: {
    state: 'shutOff',
    text: 'Shut down',
    details: {
      1: [undefined, 'Forced off'],
      2: ['crashed', 'Crashed'],
      3: ['migrated away', 'Migrated away'],
      4: [undefined, 'Saved to disk'],
      5: ['failed to start', 'Failed'],
      6: ['from snapshot', 'Reverted to a snapshot'],
    },
  },
  6: {
    state: 'shuttingDown',
    text: 'Shutting down',
    details: { 1: [undefined, 'Guest shut down'], 2: [undefined, 'Stopped by the host'] },
  },
  7: { state: 'suspended', text: 'Suspended by the guest', details: {} },
  8: { state: 'crashed', text: 'Crashed', details: { 0: ['guest panicked', 'Guest panicked'] } },
}

/** Events, as event/detail, that no caller of the host's interface asks for. */
const UNASKED: ReadonlySet<string> = new Set([
  '3/2', // an I/O error
  '3/3', // the watchdog
  '3/8', // post-copy migration failed
  '5/0', // the guest shut down
  '5/2', // a crash
  '5/5', // it failed
  '6/0',
  '6/1', // the guest shuts down
  '7/0', // the guest sleeps
  '8/0', // the guest panicked
  '8/1',
])

const ALARMS: Readonly<Record<string, Alarm>> = {
  '3/2': 'ioError',
  '5/2': 'crash',
  '8/0': 'crash',
  '8/1': 'crash',
}

const STOPPED = 5
const STOPPED_SAVED = 4

/**
 * Translates a lifecycle event; null for those that report no state (defined, undefined) and for
 * numbers that this client does not know.
 */
export const readLifecycle = (event: number, detail: number): LifecycleReport | null => {
  const known = lifecycle[event]
  if (!known) return null
  const [reason, text] = known.details[detail] ?? [undefined, known.text]
  const state = event === STOPPED && detail === STOPPED_SAVED ? 'saved' : known.state
  const unasked = UNASKED.has(`${event}/${detail}`)
  const alarm = ALARMS[`${event}/${detail}`]
  return {
    state,
    text,
    unasked,
    ...(reason !== undefined && { reason }),
    ...(alarm !== undefined && { alarm }),
  }
}
