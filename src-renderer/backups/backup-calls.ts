import { queryOptions } from '@tanstack/react-query'
import type { CallInput } from '../../src-preload/contract'
import type { Backup } from '../../src-preload/contract/backup'
import type { HostId } from '../../src-preload/contract/host'
import type { JobId } from '../../src-preload/contract/job'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { jobEnded } from '../queries/host-jobs'
import { queryClient } from '../queries/query-client'
import { say } from '../state/status'

export const backupsQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['backups', id],
    queryFn: () => call('backups.list', { id }),
    // Others make and delete them too, and no event tells.
    staleTime: 0,
  })

/** All backups that running pools of a host hold, those of machines that are gone among them. */
export const backupsOfHostQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['backups', 'of host', hostId],
    queryFn: () => call('backups.ofHost', { hostId }),
    staleTime: 0,
  })

/** The host that has the pool that a backup lies in. */
export const hostOfBackup = ({ poolId }: Backup): HostId => poolId.slice(0, poolId.lastIndexOf('/'))

export const backupPlanQuery = (request: CallInput<'backups.plan'>) =>
  queryOptions({
    queryKey: ['backup-plan', request],
    queryFn: () => call('backups.plan', request),
    staleTime: 0,
    gcTime: 0,
  })

/** Says what is under way and then what came of it, when the lists are asked for again. */
export const followBackupJob = (jobId: JobId, doing: string, done: string): void => {
  say(doing)
  void (async () => {
    const { state } = await jobEnded(jobId)
    say(state === 'done' ? done : '')
    await queryClient.invalidateQueries({ queryKey: ['backups'] })
    await queryClient.invalidateQueries({ queryKey: ['machine'] })
  })()
}
