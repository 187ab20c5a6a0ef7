import type { MachineId } from '../../src-preload/contract/machine'
import type { RemovalPlan } from '../../src-preload/contract/removal'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { jobEnded } from '../queries/host-jobs'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

/** A machine to remove, with the choices that go too. */
export interface Removal {
  readonly plan: RemovalPlan
  readonly keys: readonly string[]
}

/** Whether a machine is gone by the end; its failure is shown as every job's. */
const removeOne = async (
  { plan, keys }: Removal,
  mode: 'trash' | 'forever',
): Promise<readonly MachineId[]> => {
  try {
    const { jobId } = await call('machines.remove', {
      id: plan.machineId,
      keys: [...keys],
      forceOff: plan.isRunning,
      mode,
    })
    return (await jobEnded(jobId)).state === 'done' ? [plan.machineId] : []
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
    return []
  }
}

export const restoreFromTrash = async (id: string, name: string): Promise<void> => {
  say(t('Restoring {name}', { name: isolated(name) }))
  try {
    const { jobId } = await call('trash.restore', { id })
    if ((await jobEnded(jobId)).state === 'done')
      say(t('Restored {name}', { name: isolated(name) }))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Empties the trash of one machine. */
export const deleteFromTrash = async (id: string, name: string): Promise<void> => {
  try {
    const { jobId } = await call('trash.delete', { id })
    if ((await jobEnded(jobId)).state === 'done')
      say(t('Deleted {name} for good', { name: isolated(name) }))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Brings the machines back that went to the trash last. */
const undo = async (ids: readonly MachineId[]): Promise<void> => {
  const entries = await call('trash.list')
  for (const id of ids) {
    const entry = entries.find(({ hostId, uuid }) => `${hostId}/${uuid}` === id)
    if (entry !== undefined) await restoreFromTrash(entry.id, entry.name)
  }
}

/** Removes machines one after another, and offers to bring them back where that can be. */
export const removeMachines = async (
  removals: readonly Removal[],
  mode: 'trash' | 'forever',
): Promise<void> => {
  const [first] = removals
  const subject =
    removals.length === 1 && first !== undefined
      ? isolated(first.plan.name)
      : t('{count, plural, one {# machine} other {# machines}}', { count: removals.length })
  say(t('Deleting {subject}', { subject }))
  const gone: MachineId[] = []
  for (const removal of removals) gone.push(...(await removeOne(removal, mode)))
  if (gone.length === 0) return
  const what =
    removals.length === gone.length
      ? subject
      : t('{count, plural, one {# machine} other {# machines}}', { count: gone.length })
  if (mode === 'forever') say(t('Deleted {what} for good', { what }))
  else say(t('Deleted {what}', { what }), { title: t('Undo'), run: () => void undo(gone) })
}
