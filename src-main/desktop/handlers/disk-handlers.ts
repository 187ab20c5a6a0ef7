import type { diskCalls } from '../../../src-preload/contract/calls/disks'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const diskHandlers = ({
  services: { diskJobs },
}: Desk): HandlersOf<keyof typeof diskCalls> => ({
  'disks.list': ({ id }) => diskJobs.list(id),
  'disks.change': (change) => diskJobs.change(change),
  'disks.pivot': ({ jobId }) => diskJobs.pivot(jobId),
  'disks.limit': ({ jobId, bytesPerSecond }) => diskJobs.limit(jobId, bytesPerSecond),
})
