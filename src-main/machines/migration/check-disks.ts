import type { MigrationCheck } from '../../../src-preload/contract/migration'
import { t } from '../../../src-preload/language/t'
import { fine, stops, warns, type Judge, type MigrationFacts } from './migration-facts'
import type { PlannedDisk } from './plan-disks'
import type { MovingDisk } from './read-subject'

/** Where a host might go on writing what it has in its cache. */
const isCached = ({ cache }: MovingDisk): boolean => !['none', 'directsync'].includes(cache)

const sharedDisk = (
  { subject, destination, request, hostName }: MigrationFacts,
  disk: MovingDisk,
): readonly MigrationCheck[] => {
  const about = t('Disk {target}', { target: disk.target })
  if (destination.disks.get(disk.target) !== 'seen') {
    if (request.unsafe)
      return [
        warns(
          about,
          t('{place} is taken to be there on {host}.', { place: disk.place, host: hostName }),
        ),
      ]
    return [
      stops(
        about,
        disk.isWritten
          ? t(
              '{place} is in no running pool of {host}. Copy the disks, or vouch that both hosts see them.',
              { place: disk.place, host: hostName },
            )
          : t(
              '{place} is in no running pool of {host}. Take it out, or vouch that both hosts see it.',
              { place: disk.place, host: hostName },
            ),
      ),
    ]
  }
  if (subject.isRunning && disk.isWritten && disk.type !== 'network' && isCached(disk)) {
    return [
      warns(
        about,
        t(
          'It is cached ({cache}): a host that can’t drop its cache refuses to move it unless you vouch for it.',
          { cache: disk.cache },
        ),
      ),
    ]
  }
  return [fine(about, t('{host} sees {place}.', { host: hostName, place: disk.place }))]
}

const copiedDisk = (
  { destination, hostName, request }: MigrationFacts,
  disk: PlannedDisk,
): readonly MigrationCheck[] => {
  const about = t('Disk {target}', { target: disk.target })
  if (disk.pool === undefined) {
    return [
      stops(
        about,
        request.pool === null
          ? t('No running pool of {host} is at {place}. Choose a pool for the copy.', {
              host: hostName,
              place: disk.place,
            })
          : t('{host} has no running pool {pool} that holds files.', {
              host: hostName,
              pool: request.pool,
            }),
      ),
    ]
  }
  if (disk.isTaken) {
    return [
      stops(
        about,
        t('{pool} on {host} has a volume {name} already.', {
          pool: disk.pool.name,
          host: hostName,
          name: disk.volumeName,
        }),
      ),
    ]
  }
  if (disk.size === undefined) {
    return [
      stops(
        about,
        t('{place} is in no running pool here, so its size is not known.', { place: disk.place }),
      ),
    ]
  }
  if (disk.base !== undefined) {
    return [
      stops(
        about,
        t(
          'It lies on {base}, which would stay behind. Start the machine and move it running, or merge the two first.',
          { base: disk.base },
        ),
      ),
    ]
  }
  if (
    destination.pools.some(({ name }) => name === disk.pool?.name) &&
    disk.size > disk.pool.freeBytes
  ) {
    return [
      warns(
        about,
        t('It may grow beyond what {pool} has free on {host}.', {
          pool: disk.pool.name,
          host: hostName,
        }),
      ),
    ]
  }
  const mib = Math.max(1, Math.round(disk.size / 2 ** 20))
  return [
    fine(
      about,
      t('{mib} MiB are copied to {place}.', { mib, place: disk.newPath ?? disk.pool.name }),
    ),
  ]
}

/** Whether the disks are there on the destination, or can be copied to it. */
export const checkDisks: Judge = (facts) =>
  facts.disks.flatMap((planned) => {
    if (planned.how === 'copied') return copiedDisk(facts, planned)
    const disk = facts.subject.disks.find(({ target }) => target === planned.target)
    return disk ? sharedDisk(facts, disk) : []
  })
