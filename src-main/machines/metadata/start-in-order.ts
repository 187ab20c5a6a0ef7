import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionOutcome, Machine } from '../../../src-preload/contract/machine'
import type { StartOrder } from '../../../src-preload/contract/metadata'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'

/** A machine with a place in the order. */
export interface Placed {
  readonly machine: Machine
  readonly start: StartOrder
}

const byOrder = (a: Placed, b: Placed): number =>
  a.start.order - b.start.order || (a.machine.name < b.machine.name ? -1 : 1)

/**
 * Starts machines one after another, each after the delay of the one before. Those that run
 * already, and those that fail, hold nothing up; a failure is told at the end.
 */
export const startInOrder = async (
  placed: readonly Placed[],
  start: (machine: Machine) => Promise<ActionOutcome>,
  { signal, progress, note }: JobControl,
): Promise<void> => {
  const queue = placed
    .filter(({ machine: { state } }) => state === 'shutOff' || state === 'saved')
    .sort(byOrder)
  const failed: string[] = []
  for (const [at, { machine, start: place }] of queue.entries()) {
    progress(at, queue.length, 'items')
    note(`Starting ${machine.name}`)
    const { failure } = await start(machine)
    if (failure) failed.push(`${machine.name}: ${failure.message}`)
    else if (at < queue.length - 1) {
      await sleep(place.delay * 1000, undefined, { signal }).catch(() => undefined)
    }
    signal.throwIfAborted()
  }
  progress(queue.length, queue.length, 'items')
  note(`${queue.length - failed.length} of ${queue.length} started`)
  if (failed.length > 0) {
    throw new Problem('refused-by-host', `${failed.length} did not start`, {
      cause: new Error(failed.join('\n')),
    })
  }
}
