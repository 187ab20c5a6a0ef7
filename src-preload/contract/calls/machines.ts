import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { ActionOutcome, MachineDetails, MachinesSnapshot } from '../machine'
import type { MetricsPast } from '../metrics'
import { machineAction, machineId, nothing } from './inputs'

/** The list of machines, and what is done to them. */
export const machineCalls = {
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
  /**
   * The machines that a window shows now, and those that it must compare to filter or to sort by
   * load: only these are measured, and only what is shown is kept. A hidden window asks slowly.
   */
  'metrics.watch': command(
    z.object({
      ids: z.array(machineId).max(500),
      compared: z.array(machineId).max(20_000),
      slowly: z.boolean(),
    }),
  ),
  'metrics.past': query(
    z.object({ id: machineId, minutes: z.number().int().min(1).max(1440) }),
    answers<MetricsPast>(),
  ),
} as const
