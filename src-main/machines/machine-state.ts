import type { MachineState } from '../../src-preload/contract/machine'
import type { Alarm } from '../../src-preload/contract/timeline'
import { message, t } from '../../src-preload/language/t'

/** A state and why, in the words that the app shows. */
export interface StateReport {
  readonly state: MachineState
  readonly reason?: string
}

/** What a lifecycle event says: where the machine is now, and what happened, for the history. */
export interface LifecycleReport extends StateReport {
  /** A message that is not told yet: it is kept in English. */
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
    2: message('migrated here'),
    3: message('restored'),
    4: message('from snapshot'),
    6: message('migration cancelled'),
    9: message('woken up'),
    10: message('after a crash'),
    11: message('post-copy'),
  },
  paused: {
    2: message('migrating'),
    3: message('saving'),
    4: message('dumping'),
    5: message('I/O error'),
    6: message('watchdog'),
    7: message('from snapshot'),
    8: message('shutting down'),
    9: message('taking a snapshot'),
    10: message('crashed'),
    11: message('starting up'),
    12: message('post-copy'),
    13: message('post-copy failed'),
    14: message('API error'),
  },
  shutOff: {
    3: message('crashed'),
    4: message('migrated away'),
    5: message('saved'),
    6: message('failed to start'),
    7: message('from snapshot'),
    8: message('daemon restarted'),
  },
  crashed: { 1: message('guest panicked') },
}

/** Translates virDomainGetState's answer. A shut-off machine with a saved image is `saved`. */
export const readState = (state: number, reason: number, hasSavedImage: boolean): StateReport => {
  const word = states[state] ?? 'unknown'
  if (word === 'shutOff' && hasSavedImage) return { state: 'saved' }
  const why = reasons[word]?.[reason]
  return why === undefined ? { state: word } : { state: word, reason: t(why) }
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
    text: message('Started'),
    details: {
      1: [message('migrated here'), message('Migrated here')],
      2: [message('restored'), message('Restored from its saved state')],
      3: [message('from snapshot'), message('Started from a snapshot')],
      4: [message('woken up'), message('Woken up')],
    },
  },
  3: {
    state: 'paused',
    text: message('Paused'),
    details: {
      1: [message('migrating'), message('Paused for migration')],
      2: [message('I/O error'), message('Paused by an I/O error')],
      3: [message('watchdog'), message('Paused by its watchdog')],
      4: [message('restored'), message('Restored, paused')],
      5: [message('from snapshot'), message('Reverted to a snapshot, paused')],
      6: [message('API error'), message('Paused after a failed operation')],
      7: [message('post-copy'), message('Paused for post-copy migration')],
      8: [message('post-copy failed'), message('Paused: post-copy migration failed')],
    },
  },
  4: {
    state: 'running',
    text: message('Resumed'),
    details: {
      1: [message('migrated here'), message('Resumed after migration')],
      2: [message('from snapshot'), message('Reverted to a snapshot')],
      3: [message('post-copy'), message('Resumed in post-copy migration')],
    },
  },
  5: {
    state: 'shutOff',
    text: message('Shut down'),
    details: {
      1: [undefined, message('Forced off')],
      2: [message('crashed'), message('Crashed')],
      3: [message('migrated away'), message('Migrated away')],
      4: [undefined, message('Saved to disk')],
      5: [message('failed to start'), message('Failed to start')],
      6: [message('from snapshot'), message('Reverted to a snapshot')],
    },
  },
  6: {
    state: 'shuttingDown',
    text: message('Shutting down'),
    details: {
      1: [undefined, message('Guest shut down')],
      2: [undefined, message('Stopped by the host')],
    },
  },
  7: { state: 'suspended', text: message('Suspended by the guest'), details: {} },
  8: {
    state: 'crashed',
    text: message('Crashed'),
    details: { 0: [message('guest panicked'), message('Guest panicked')] },
  },
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
const STOPPED_FAILED = 5

/**
 * Libvirt says only that it failed when the hypervisor's process is gone all of a sudden, as when
 * the host's kernel, out of memory, kills it.
 */
const DIED = message('Ended unexpectedly: killed, or out of memory')

/**
 * Translates a lifecycle event; null for those that report no state (defined, undefined) and for
 * numbers that this client does not know. `hasRun` tells one that had begun to run from one that
 * never came so far.
 */
export const readLifecycle = (
  event: number,
  detail: number,
  hasRun: boolean,
): LifecycleReport | null => {
  const known = lifecycle[event]
  if (!known) return null
  if (event === STOPPED && detail === STOPPED_FAILED && hasRun) {
    return { state: 'shutOff', reason: t('crashed'), text: DIED, unasked: true, alarm: 'crash' }
  }
  const [reason, text] = known.details[detail] ?? [undefined, known.text]
  const state = event === STOPPED && detail === STOPPED_SAVED ? 'saved' : known.state
  const unasked = UNASKED.has(`${event}/${detail}`)
  const alarm = ALARMS[`${event}/${detail}`]
  return {
    state,
    text,
    unasked,
    ...(reason !== undefined && { reason: t(reason) }),
    ...(alarm !== undefined && { alarm }),
  }
}
