import type { MigrationCheck } from '../../../src-preload/contract/migration'
import { fine, stops, warns, type Judge, type MigrationFacts } from './migration-facts'
import type { PlannedDisk } from './plan-disks'
import type { MovingDisk } from './read-subject'

/** Where a host might go on writing what it has in its cache. */
const isCached = ({ cache }: MovingDisk): boolean => !['none', 'directsync'].includes(cache)

const sharedDisk = (
  { subject, destination, request, hostName }: MigrationFacts,
  disk: MovingDisk,
): readonly MigrationCheck[] => {
  const about = `Disk ${disk.target}`
  if (destination.disks.get(disk.target) !== 'seen') {
    if (request.unsafe) return [warns(about, `${disk.place} is taken to be there on ${hostName}.`)]
    return [
      stops(
        about,
        disk.isWritten
          ? `${disk.place} is in no running pool of ${hostName}. Copy the disks, or vouch that both hosts see them.`
          : `${disk.place} is in no running pool of ${hostName}. Take it out, or vouch that both hosts see it.`,
      ),
    ]
  }
  if (subject.isRunning && disk.isWritten && disk.type !== 'network' && isCached(disk)) {
    return [
      warns(
        about,
        `It is cached (${disk.cache}): a host that can’t drop its cache refuses to move it unless you vouch for it.`,
      ),
    ]
  }
  return [fine(about, `${hostName} sees ${disk.place}.`)]
}

const copiedDisk = (
  { destination, hostName, request }: MigrationFacts,
  disk: PlannedDisk,
): readonly MigrationCheck[] => {
  const about = `Disk ${disk.target}`
  if (disk.pool === undefined) {
    return [
      stops(
        about,
        request.pool === null
          ? `No running pool of ${hostName} is at ${disk.place}. Choose a pool for the copy.`
          : `${hostName} has no running pool ${request.pool} that holds files.`,
      ),
    ]
  }
  if (disk.isTaken) {
    return [
      stops(about, `${disk.pool.name} on ${hostName} has a volume ${disk.volumeName} already.`),
    ]
  }
  if (disk.size === undefined) {
    return [stops(about, `${disk.place} is in no running pool here, so its size is not known.`)]
  }
  if (disk.base !== undefined) {
    return [
      stops(
        about,
        `It lies on ${disk.base}, which would stay behind. Start the machine and move it running, or merge the two first.`,
      ),
    ]
  }
  if (
    destination.pools.some(({ name }) => name === disk.pool?.name) &&
    disk.size > disk.pool.freeBytes
  ) {
    return [warns(about, `It may grow beyond what ${disk.pool.name} has free on ${hostName}.`)]
  }
  const mib = Math.max(1, Math.round(disk.size / 2 ** 20))
  return [fine(about, `${mib} MiB are copied to ${disk.newPath ?? disk.pool.name}.`)]
}

/** Whether the disks are there on the destination, or can be copied to it. */
export const checkDisks: Judge = (facts) =>
  facts.disks.flatMap((planned) => {
    if (planned.how === 'copied') return copiedDisk(facts, planned)
    const disk = facts.subject.disks.find(({ target }) => target === planned.target)
    return disk ? sharedDisk(facts, disk) : []
  })
