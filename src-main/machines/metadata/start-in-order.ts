import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionOutcome, Machine, MachineId } from '../../../src-preload/contract/machine'
import type { StartOrder } from '../../../src-preload/contract/metadata'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { virshLine } from '../../jobs/virsh-line'

/** How a machine is started, and where it is. */
export interface Starting {
  readonly start: (machine: Machine) => Promise<ActionOutcome>
  readonly uriOf: (id: MachineId) => string
}

/** A machine with a place in the order. */
export interface Placed {
  readonly machine: Machine
  readonly start: StartOrder
}

/** The command lines that start machines one after another, each after the delay of the one before. */
const linesOf = (queue: readonly Placed[], uriOf: (id: MachineId) => string): string =>
  queue
    .flatMap(({ machine: { id, uuid }, start: { delay } }, at) => [
      virshLine(uriOf(id), 'start', { domain: uuid }),
      ...(delay > 0 && at < queue.length - 1 ? [`sleep ${delay}`] : []),
    ])
    .join('\n')

const byOrder = (a: Placed, b: Placed): number =>
  a.start.order - b.start.order || (a.machine.name < b.machine.name ? -1 : 1)

/**
 * Starts machines one after another, each after the delay of the one before. Those that run
 * already, and those that fail, hold nothing up; a failure is told at the end.
 */
export const startInOrder = async (
  placed: readonly Placed[],
  { start, uriOf }: Starting,
  { signal, progress, note, setVirshLine }: JobControl,
): Promise<void> => {
  const queue = placed
    .filter(({ machine: { state } }) => state === 'shutOff' || state === 'saved')
    .sort(byOrder)
  setVirshLine(linesOf(queue, uriOf))
  const failed: string[] = []
  for (const [at, { machine, start: place }] of queue.entries()) {
    progress(at, queue.length, 'items')
    note(t('Starting {name}', { name: machine.name }))
    const { failure } = await start(machine)
    if (failure) failed.push(`${machine.name}: ${failure.message}`)
    else if (at < queue.length - 1) {
      await sleep(place.delay * 1000, undefined, { signal }).catch(() => undefined)
    }
    signal.throwIfAborted()
  }
  progress(queue.length, queue.length, 'items')
  note(t('{count} of {all} started', { count: queue.length - failed.length, all: queue.length }))
  if (failed.length > 0) {
    throw new Problem('refused-by-host', t('{count} did not start', { count: failed.length }), {
      cause: new Error(failed.join('\n')),
    })
  }
}
