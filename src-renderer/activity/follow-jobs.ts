import type { MachineId } from '../../src-preload/contract/machine'
import { currentRows, onRowsChange } from '../machines/rows'
import { machineIn } from '../queries/fleet'
import { advanceJob, useJobs, type Job } from '../state/jobs'
import { useRequests } from '../state/requests'

/** The machines whose own event has settled what the job asked of them. */
const settledOf = (job: Job): readonly MachineId[] => {
  const { fleet } = currentRows()
  const { requests } = useRequests.getState()
  return [...job.waiting].filter((id) => {
    const machine = machineIn(fleet, id)
    return machine === undefined || (machine.pending === undefined && !requests.has(id))
  })
}

const advance = (): void => {
  for (const job of useJobs.getState().jobs) {
    if (!job.accepted || job.endedAt !== undefined) continue
    const settled = settledOf(job)
    if (settled.length > 0) advanceJob(job.id, { settled })
  }
}

/** Keeps the jobs' progress true to what machines do; the returned function stops it. */
export const followJobs = (): (() => void) => {
  const stops = [onRowsChange(advance), useRequests.subscribe(advance)]
  return () => {
    for (const stop of stops) stop()
  }
}
