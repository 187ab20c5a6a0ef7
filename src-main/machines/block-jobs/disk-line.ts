import type { DiskChange } from '../../../src-preload/contract/calls/disks'
import { virshLine } from '../../jobs/virsh-line'

/** The virsh command line that does the same as a change of a disk. */
export const diskLine = (uri: string, domain: string, change: DiskChange): string => {
  const { target: path } = change
  if (change.act === 'resize') {
    return virshLine(uri, 'blockresize', { domain, path, size: `${change.capacity}B` })
  }
  const how = {
    domain,
    path,
    ...(change.bytesPerSecond > 0 && { bandwidth: change.bytesPerSecond, bytes: true }),
  }
  switch (change.act) {
    case 'copy':
      return virshLine(uri, 'blockcopy', {
        ...how,
        dest: change.path,
        format: change.format,
        'transient-job': true,
        wait: change.ending !== 'wait',
        pivot: change.ending === 'pivot',
        finish: change.ending === 'keep',
      })
    case 'commit':
      return virshLine(uri, 'blockcommit', {
        ...how,
        base: change.base,
        active: true,
        wait: true,
        pivot: true,
      })
    case 'pull':
      return virshLine(uri, 'blockpull', { ...how, base: change.base, wait: true })
  }
}
