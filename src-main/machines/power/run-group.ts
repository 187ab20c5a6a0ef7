import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import type { MachineMetadata, StartOrder } from '../../../src-preload/contract/metadata'
import type { ShutDownManner } from '../../../src-preload/contract/power'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { virshLine } from '../../jobs/virsh-line'
import type { MachineControl } from '../machine-control'
import { startInOrder, type Placed } from '../metadata/start-in-order'
import { shutDownLines } from './shut-down-lines'
import { shutDownMachines, type ShutDownParts } from './shut-down-machines'

export interface GroupParts extends ShutDownParts {
  readonly control: MachineControl
  readonly metadataOf: (id: MachineId) => Promise<MachineMetadata>
  readonly uriOf: (id: MachineId) => string
}

interface Ordered {
  readonly placed: readonly Placed[]
  readonly others: readonly Machine[]
}

/** A machine whose notes can't be read has no place. */
const placeOf = async (parts: GroupParts, { id }: Machine): Promise<StartOrder | null> => {
  try {
    return (await parts.metadataOf(id)).start
  } catch {
    return null
  }
}

const inOrder = async (
  parts: GroupParts,
  machines: readonly Machine[],
  signal: AbortSignal,
): Promise<Ordered> => {
  const placed: Placed[] = []
  const others: Machine[] = []
  for (const machine of machines) {
    signal.throwIfAborted()
    const start = await placeOf(parts, machine)
    if (start) placed.push({ machine, start })
    else others.push(machine)
  }
  return { placed, others }
}

/** Starts a group: those with a place one after another, then all others at once. */
export const startGroup = async (
  parts: GroupParts,
  machines: readonly Machine[],
  job: JobControl,
): Promise<void> => {
  const { placed, others } = await inOrder(parts, machines, job.signal)
  const startOne = async ({ id }: Machine) => {
    const [outcome] = await parts.control.act('start', [id])
    return outcome ?? { id }
  }
  const off = others.filter(({ state }) => state === 'shutOff')
  const offLines = off.map(({ id, uuid }) => virshLine(parts.uriOf(id), 'start', { domain: uuid }))
  const inTurn: JobControl = {
    ...job,
    setVirshLine: (lines) =>
      job.setVirshLine([...(lines === '' ? [] : [lines]), ...offLines].join('\n')),
  }
  await startInOrder(placed, { start: startOne, uriOf: parts.uriOf }, inTurn)
  if (off.length === 0) return
  job.note(t('Starting {count} without a place in the order', { count: off.length }))
  const outcomes = await parts.control.act(
    'start',
    off.map(({ id }) => id),
  )
  const failed = outcomes.flatMap(({ failure }) => failure ?? [])
  job.note(
    t('{count} of {all} started', {
      count: placed.length + off.length - failed.length,
      all: placed.length + off.length,
    }),
  )
  if (failed.length > 0) {
    throw new Problem('refused-by-host', t('{count} did not start', { count: failed.length }), {
      cause: new Error(failed.map(({ message }) => message).join('\n')),
    })
  }
}

/**
 * Shuts a group down: those without a place first, all at once, then the others one after another
 * in the reverse of the order in which they start. One that stays on holds up nobody.
 */
export const shutDownGroup = async (
  parts: GroupParts,
  machines: readonly Machine[],
  manner: ShutDownManner,
  job: JobControl,
): Promise<void> => {
  const running = machines.filter(({ state }) => state === 'running')
  const { placed, others } = await inOrder(parts, running, job.signal)
  const last = [...placed].sort((a, b) => b.start.order - a.start.order)
  const steps = [others.map(({ id }) => id), ...last.map(({ machine }) => [machine.id])]
  const inTurn = [...others, ...last.map(({ machine }) => machine)]
  job.setVirshLine(shutDownLines(inTurn, manner, parts.uriOf))
  const stillOn: string[] = []
  for (const ids of steps.filter((step) => step.length > 0)) {
    job.signal.throwIfAborted()
    try {
      await shutDownMachines(parts, ids, manner, job)
    } catch (error) {
      if (job.signal.aborted || !(error instanceof Problem)) throw error
      stillOn.push(error.message)
    }
  }
  job.progress(running.length, running.length, 'items')
  job.note(
    t('{count} of {all} are off', {
      count: running.length - stillOn.length,
      all: running.length,
    }),
  )
  if (stillOn.length > 0) {
    throw new Problem('timeout', t('not all are off'), { cause: new Error(stillOn.join('\n')) })
  }
}
