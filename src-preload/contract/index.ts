/**
 * The wall between the main process and the windows: every question, order and notice that may
 * cross it, said once. The main process imports this table to validate; windows import its types.
 */
import { z } from 'zod'
import type { ConsoleDescription } from './console'
import { answers, command, query } from './declare'
import type { Host } from './host'
import {
  machineActions,
  type ActionOutcome,
  type MachineAction,
  type MachineDetails,
  type MachineEvent,
  type MachinesDelta,
  type MachinesSnapshot,
} from './machine'
import type { MachineMetrics } from './metrics'
import type { Failure } from './failure'
import type { AppInfo } from './app'

const nothing = z.undefined()
const hostId = z.string().min(1).max(200)
const machineId = z.string().min(1).max(300)
const machineAction = z.enum(Object.keys(machineActions) as [MachineAction, ...MachineAction[]])

/** Questions and orders, by name. */
export const contract = {
  'app.info': query(nothing, answers<AppInfo>()),
  /**
   * The list can be used: sent once by the main window, when no host is connecting any more and
   * the rows (or the empty state) are on the screen.
   */
  'app.ready': command(z.object({ machines: z.number().int().nonnegative() })),
  'app.quit': command(nothing),

  'hosts.list': query(nothing, answers<readonly Host[]>()),
  'hosts.connect': command(z.object({ hostId })),
  'hosts.disconnect': command(z.object({ hostId })),
  /** Makes a tiny Linux machine with a serial console there and starts it; answers its id. */
  'hosts.makeDemo': command(z.object({ hostId }), answers<{ readonly machineId: string }>()),

  'machines.snapshot': query(nothing, answers<MachinesSnapshot>()),
  /** Compares the list with all connected hosts now. */
  'machines.reconcile': command(nothing),
  /** Answers when each host has accepted or refused; the host's own event settles the state. */
  'machines.act': command(
    z.object({ action: machineAction, ids: z.array(machineId).min(1).max(20_000) }),
    answers<readonly ActionOutcome[]>(),
  ),
  'machines.details': query(z.object({ id: machineId }), answers<MachineDetails>()),
  'machines.xml': query(
    z.object({ id: machineId, nextBoot: z.boolean() }),
    answers<{ readonly xml: string }>(),
  ),
  /** What happened to a machine since the app started, newest first. */
  'machines.events': query(z.object({ id: machineId }), answers<readonly MachineEvent[]>()),

  /** The machines that a window shows now: only these are measured. */
  'metrics.watch': command(z.object({ ids: z.array(machineId).max(500) })),

  /** Opens (or focuses) the machine's serial console window. */
  'consoles.open': command(z.object({ id: machineId, device: z.string().max(200).nullable() })),
  /** Asked by a console window about itself. */
  'consoles.describe': query(nothing, answers<ConsoleDescription>()),
  /** Asked by a console window that listens: it is sent the port to its session. */
  'consoles.connect': command(nothing),
  /** Asks where to, and writes the text there; answers null where the person cancelled. */
  'consoles.saveTranscript': command(
    z.object({ text: z.string().max(64 * 1024 * 1024) }),
    answers<{ readonly path: string | null }>(),
  ),
  'consoles.setFontSize': command(z.object({ fontSize: z.number().int().min(6).max(48) })),
  'windows.toggleFullScreen': command(nothing),
  'windows.close': command(nothing),
  'clipboard.read': query(nothing, answers<{ readonly text: string }>()),
  'clipboard.write': command(z.object({ text: z.string().max(16 * 1024 * 1024) })),
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type CallInput<N extends CallName> = Contract[N] extends { input: z.ZodType<infer I> }
  ? I
  : never
export type CallOutput<N extends CallName> = Contract[N] extends { output?: infer O } ? O : never

/** Notices that the main process sends to windows, by name. */
export interface Notices {
  'hosts.changed': readonly Host[]
  'machines.changed': MachinesDelta
  'metrics.sampled': readonly MachineMetrics[]
  /** Something failed that no call was waiting for. */
  'failure.raised': Failure
}

export type NoticeName = keyof Notices
