import { queryOptions } from '@tanstack/react-query'
import type { CallInput } from '../../src-preload/contract'
import type { JobId } from '../../src-preload/contract/job'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { jobEnded } from '../queries/host-jobs'
import { queryClient } from '../queries/query-client'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

type SnapshotChange = CallInput<'snapshots.change'>

export const snapshotsQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['machine', id, 'snapshots'],
    queryFn: () => call('snapshots.list', { id }),
    // Others change them too, and no event tells.
    staleTime: 0,
  })

export const planQuery = (change: SnapshotChange) =>
  queryOptions({
    queryKey: ['snapshot-plan', change],
    queryFn: () => call('snapshots.plan', change),
    staleTime: 0,
    gcTime: 0,
  })

const words = {
  create: (name: string) => [
    t('Taking snapshot {name}', { name }),
    t('Took snapshot {name}', { name }),
  ],
  revert: (name: string) => [t('Reverting to {name}', { name }), t('Reverted to {name}', { name })],
  delete: (name: string) => [
    t('Deleting snapshot {name}', { name }),
    t('Deleted snapshot {name}', { name }),
  ],
} as const

const tellEnd = async (change: SnapshotChange, jobId: JobId, done: string): Promise<void> => {
  const { state } = await jobEnded(jobId)
  say(state === 'done' ? done : '')
  await queryClient.invalidateQueries({ queryKey: ['machine', change.id] })
}

/**
 * Begins a change and tells of its end, when the list is asked for again.
 *
 * @throws FailureError when it is refused.
 */
export const changeSnapshots = async (change: SnapshotChange): Promise<void> => {
  const [doing = '', done = ''] = words[change.act](isolated(change.name))
  const { jobId } = await call('snapshots.change', change)
  say(doing)
  void tellEnd(change, jobId, done)
}
