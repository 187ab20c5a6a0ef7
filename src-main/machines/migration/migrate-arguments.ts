import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import { virshLine } from '../../jobs/virsh-line'
import { param } from '../../libvirt'
import { MigrateFlags } from '../../libvirt/procedures/flags'
import type { TypedParameter } from '../../libvirt/procedures/typed-parameter'
import { destinationXml } from './destination-xml'
import type { PlannedDisk } from './plan-disks'
import type { Subject } from './read-subject'

/** A migration in libvirt's own terms. */
export interface MigrateArguments {
  readonly flags: number
  readonly params: readonly TypedParameter[]
}

/** What libvirt is told of a migration, whichever way it goes. */
export const migrateArguments = (
  request: MigrationRequest,
  subject: Subject,
  disks: readonly PlannedDisk[],
): MigrateArguments => {
  const { isRunning, isPersistent, isPaused, liveXml, configXml } = subject
  const copied = disks.filter(({ how }) => how === 'copied')
  const isLiveCopy = isRunning && copied.length > 0
  const { nonSharedDisk, abortOnError } = MigrateFlags
  const keepsDefinition = isPersistent && !request.isTemporary
  const flags =
    (isRunning ? MigrateFlags.live : MigrateFlags.offline) |
    (isRunning && isPaused ? MigrateFlags.paused : 0) |
    (request.way === 'peerToPeer' ? MigrateFlags.peerToPeer : 0) |
    (keepsDefinition ? MigrateFlags.undefineSource : 0) |
    (keepsDefinition || !isRunning ? MigrateFlags.persistDestination : 0) |
    (isLiveCopy ? nonSharedDisk | abortOnError : 0) |
    (request.unsafe ? MigrateFlags.unsafe : 0) |
    (isRunning && request.postCopy ? MigrateFlags.postCopy : 0) |
    (isRunning && request.autoConverge ? MigrateFlags.autoConverge : 0)
  const moved = (xml: string | undefined): string | undefined =>
    xml !== undefined && copied.length > 0 ? destinationXml(xml, disks) : undefined
  const [runningThere, definedThere] = [moved(liveXml ?? configXml), moved(configXml)]
  const { address, bandwidth } = request
  return {
    flags,
    params: [
      ...(address === null ? [] : [param.string('migrate_uri', `tcp://${address}`)]),
      ...(bandwidth === null ? [] : [param.ullong('bandwidth', BigInt(bandwidth))]),
      ...(isLiveCopy ? copied.map(({ target }) => param.string('migrate_disks', target)) : []),
      ...(runningThere === undefined ? [] : [param.string('destination_xml', runningThere)]),
      ...(definedThere === undefined || !keepsDefinition
        ? []
        : [param.string('persistent_xml', definedThere)]),
    ],
  }
}

/** The same as one virsh command; a definition that changes on the way is a file there. */
export const migrateLine = (
  uris: { readonly source: string; readonly destination: string },
  request: MigrationRequest,
  subject: Subject,
  disks: readonly PlannedDisk[],
): string => {
  const { flags, params } = migrateArguments(request, subject, disks)
  const has = (flag: number): boolean => (flags & flag) !== 0
  const given = (name: string): boolean => params.some((it) => it.name === name)
  const copied = disks.filter(({ how }) => how === 'copied').map(({ target }) => target)
  return virshLine(uris.source, 'migrate', {
    live: has(MigrateFlags.live),
    offline: has(MigrateFlags.offline),
    p2p: has(MigrateFlags.peerToPeer),
    persistent: has(MigrateFlags.persistDestination),
    undefinesource: has(MigrateFlags.undefineSource),
    suspend: has(MigrateFlags.paused),
    'copy-storage-all': has(MigrateFlags.nonSharedDisk),
    'abort-on-error': has(MigrateFlags.abortOnError),
    unsafe: has(MigrateFlags.unsafe),
    postcopy: has(MigrateFlags.postCopy),
    'auto-converge': has(MigrateFlags.autoConverge),
    domain: subject.uuid,
    desturi: uris.destination,
    migrateuri: request.address === null ? undefined : `tcp://${request.address}`,
    'migrate-disks': given('migrate_disks') ? copied.join(',') : undefined,
    bandwidth: request.bandwidth ?? undefined,
    xml: given('destination_xml') ? 'destination.xml' : undefined,
    'persistent-xml': given('persistent_xml') ? 'persistent.xml' : undefined,
  })
}
