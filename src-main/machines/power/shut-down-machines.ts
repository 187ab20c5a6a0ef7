import type { MachineId } from '../../../src-preload/contract/machine'
import type { ShutDownManner } from '../../../src-preload/contract/power'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { remote } from '../../libvirt'
import { ShutdownFlags } from '../../libvirt/procedures/flags'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { Inventory } from '../inventory'

/** How often the countdown is told, in ms. */
const TICK_MS = 1_000

const flagsOf: Readonly<Record<ShutDownManner['by'], number>> = {
  any: 0,
  acpi: ShutdownFlags.acpiPowerButton,
  agent: ShutdownFlags.guestAgent,
}

export interface ShutDownParts {
  readonly inventory: Inventory
  readonly reach: (id: MachineId) => ReachedMachine
}

interface Failed {
  readonly id: MachineId
  readonly error: unknown
}

const isOff = ({ inventory }: ShutDownParts, id: MachineId): boolean => {
  const state = inventory.get(id)?.state
  return state === undefined || state === 'shutOff' || state === 'saved' || state === 'crashed'
}

/** Resolves when a machine is off or the time is over; rejects when the signal says so. */
const whenOff = (
  parts: ShutDownParts,
  id: MachineId,
  deadline: number,
  signal: AbortSignal,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      stop()
      clearTimeout(timer)
      signal.removeEventListener('abort', give)
      settle()
    }
    const look = (): void => {
      if (isOff(parts, id)) end(() => resolve(true))
    }
    const give = (): void => end(() => reject(signal.reason as Error))
    const stop = parts.inventory.onDidChange(look)
    const timer = setTimeout(() => end(() => resolve(isOff(parts, id))), deadline - Date.now())
    signal.addEventListener('abort', give)
    if (signal.aborted) give()
    else look()
  })

/** Says how many are off and how long the others have, each second. */
const countDown = (
  of: { readonly total: number; readonly off: () => number; readonly deadline: number },
  { after }: ShutDownManner,
  { note, progress }: JobControl,
): (() => void) => {
  const tell = (): void => {
    const left = Math.max(0, Math.ceil((of.deadline - Date.now()) / 1000))
    progress(of.off(), of.total, 'items')
    note(
      after === 'force' ? t('{left} s until it is forced', { left }) : t('{left} s left', { left }),
    )
  }
  tell()
  const timer = setInterval(tell, TICK_MS)
  return () => clearInterval(timer)
}

/**
 * Shuts machines down: all are asked at once and have the same time; those that have not obeyed by
 * then are forced off where the manner says so. Cancelled, it no longer waits nor forces; what the
 * guests were asked they may still do.
 *
 * @throws Problem that names how many are not off.
 */
export const shutDownMachines = async (
  parts: ShutDownParts,
  ids: readonly MachineId[],
  manner: ShutDownManner,
  job: JobControl,
): Promise<void> => {
  const { inventory, reach } = parts
  const deadline = Date.now() + manner.wait * 1000
  let forced = 0
  const off = (): number => ids.filter((id) => isOff(parts, id)).length
  const stopCounting = countDown({ total: ids.length, off, deadline }, manner, job)
  const shutDown = async (id: MachineId): Promise<void> => {
    const { connection, dom } = reach(id)
    inventory.patch(id, { pending: 'shutDown' })
    try {
      const flags = flagsOf[manner.by]
      await connection.call(remote.domainShutdownFlags, { dom, flags })
      if (await whenOff(parts, id, deadline, job.signal)) return
      if (manner.after === 'leave') {
        throw new Problem('timeout', t('it has not shut down in time'))
      }
      job.signal.throwIfAborted()
      inventory.patch(id, { pending: 'forceOff' })
      await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
      forced += 1
    } finally {
      const pending = inventory.get(id)?.pending
      if (pending === 'shutDown' && !isOff(parts, id)) inventory.patch(id, { pending: undefined })
    }
  }
  const failed: Failed[] = []
  try {
    await Promise.all(
      ids.map(async (id) => {
        try {
          if (!isOff(parts, id)) await shutDown(id)
        } catch (error) {
          if (job.signal.aborted) throw error
          failed.push({ id, error })
        }
      }),
    )
  } finally {
    stopCounting()
  }
  job.progress(ids.length - failed.length, ids.length, 'items')
  const obeyed = ids.length - failed.length - forced
  job.note(
    [
      ...(obeyed > 0 ? [t('{count} shut down', { count: obeyed })] : []),
      ...(forced > 0 ? [t('{count} forced off', { count: forced })] : []),
      ...(failed.length > 0 ? [t('{count} still on', { count: failed.length })] : []),
    ].join(', '),
  )
  if (failed.length > 0) throw stillOn(failed, inventory, manner)
}

const stillOn = (
  failed: readonly Failed[],
  inventory: Inventory,
  { after }: ShutDownManner,
): Problem => {
  const lines = failed.map(({ id, error }) => {
    const why = error instanceof Error ? error.message : String(error)
    return `${inventory.get(id)?.name ?? t('a machine')}: ${why}`
  })
  const [only] = failed.length === 1 ? lines : []
  return new Problem(
    'timeout',
    only ??
      t('{count, plural, one {# machine is still on} other {# machines are still on}}', {
        count: failed.length,
      }),
    {
      hint:
        after === 'leave'
          ? t('The guest does not react: give it longer, or force it off with Shift+D.')
          : t('Look at it, and force it off with Shift+D.'),
      ...(only === undefined && { cause: new Error(lines.join('\n')) }),
    },
  )
}
