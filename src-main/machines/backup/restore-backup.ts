import type { Element } from 'slimdom'
import type { Restoration } from '../../../src-preload/contract/calls/backups'
import type { PoolId, Volume } from '../../../src-preload/contract/storage'
import { message, t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { isNotFound, remote, type Connection } from '../../libvirt'
import type { Log } from '../../log/log'
import type { Storage } from '../../storage/make-storage'
import { removeElement } from '../../xml/edit-elements'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { giveNewIdentity } from '../clone/new-identity'
import {
  readDefinitions,
  type MachineDefinitions,
  type ReachedMachine,
} from '../definition/machine-definitions'
import { writeDisk } from '../hardware/write-disk'
import type { ShelvedBackup } from './backup-shelf'
import { deleteCheckpoint, readCheckpoints } from './checkpoints'

export interface RestoreParts {
  readonly storage: Storage
  readonly definitions: MachineDefinitions
  readonly log: Log
}

/** The disks of a definition that a machine writes to, by their targets. */
const disksIn = (domain: Element): ReadonlyMap<string, Element> => {
  const devices = find(domain, 'devices')
  return new Map(
    (devices ? children(devices, 'disk') : []).flatMap((disk) => {
      const isDisk = (disk.getAttribute('device') ?? 'disk') === 'disk'
      const target = attributeOf(disk, 'target', 'dev')
      return isDisk && !find(disk, 'readonly') && target !== undefined
        ? [[target, disk] as const]
        : []
    }),
  )
}

/** Points disks to restored images. */
const repoint = (domain: Element, restored: ReadonlyMap<string, Volume>): void => {
  for (const [target, disk] of disksIn(domain)) {
    const volume = restored.get(target)
    if (!volume) continue
    for (const below of children(disk, 'backingStore')) removeElement(below)
    writeDisk(disk, {
      kind: 'disk',
      source: { type: 'file', path: volume.path },
      format: 'qcow2',
    })
  }
}

/** Copies what each of a backup's disks shows, through all that it lies on, into new volumes. */
const copyDisks = async (
  backup: ShelvedBackup,
  poolId: PoolId,
  stem: string,
  storage: Storage,
  made: string[],
  job: JobControl,
): Promise<ReadonlyMap<string, Volume>> => {
  const total = backup.disks.reduce((sum, { capacity }) => sum + capacity, 0)
  const restored = new Map<string, Volume>()
  let before = 0
  for (const { target, volume, capacity } of backup.disks) {
    job.signal.throwIfAborted()
    const name = `${stem}.${target}.qcow2`
    const source = { poolId: backup.poolId, name: volume }
    const progress: JobControl['progress'] = (done) => job.progress(before + done, total, 'bytes')
    const copy = { poolId, name, format: 'qcow2' }
    restored.set(target, await storage.volumes.clone(source, copy, { progress }))
    made.push(name)
    before += capacity
    job.progress(before, total, 'bytes')
  }
  return restored
}

/** Throws a `Problem` unless a machine's disks can be replaced now. */
export const requireReplaceable = async (reached: ReachedMachine): Promise<void> => {
  const { machine, connection, dom } = reached
  if (machine.state !== 'shutOff') {
    throw new Problem('wrong-state', t('{name} is not shut off', { name: machine.name }), {
      hint: t(
        'Its disks are replaced by others. Shut it down first, or restore into a new machine.',
      ),
    })
  }
  const { num } = await connection
    .call(remote.domainSnapshotNum, { dom, flags: 0 })
    .catch(() => ({ num: 0 }))
  if (num === 0) return
  throw new Problem(
    'wrong-state',
    t('{name} has snapshots, which its old disks hold', { name: machine.name }),
    {
      hint: t('Delete them first, or restore into a new machine.'),
    },
  )
}

const replaceDisks = async (
  reached: ReachedMachine,
  restored: ReadonlyMap<string, Volume>,
  definitions: MachineDefinitions,
): Promise<void> => {
  await requireReplaceable(reached)
  const { nextBoot } = await readDefinitions(reached)
  const domain = parseXml(nextBoot)
  const missing = [...restored.keys()].filter((target) => !disksIn(domain).has(target))
  if (missing.length > 0) {
    throw new Problem(
      'wrong-state',
      t('it has no disk {missing} any more', { missing: missing.join(', ') }),
      {
        hint: t('Restore into a new machine.'),
      },
    )
  }
  repoint(domain, restored)
  const why = message('Restored its disks from a backup')
  await definitions.define(reached, `${serializeXml(domain)}\n`, { replaces: nextBoot, why })
  // What they remember of changes is in the old disks.
  for (const { name } of [...(await readCheckpoints(reached))].reverse()) {
    await deleteCheckpoint(reached, name, { metadataOnly: true })
  }
}

const makeMachine = async (
  connection: Connection,
  backup: ShelvedBackup,
  name: string,
  restored: ReadonlyMap<string, Volume>,
): Promise<void> => {
  const domain = parseXml(backup.xml)
  giveNewIdentity(domain, name)
  for (const [target, disk] of disksIn(domain)) if (!restored.has(target)) removeElement(disk)
  repoint(domain, restored)
  await connection.call(remote.domainDefineXml, { xml: serializeXml(domain) })
}

/** Restores a backup; takes back what it made when that fails or is cancelled before the end. */
export const restoreBackup = async (
  backup: ShelvedBackup,
  request: Restoration,
  reached: ReachedMachine | null,
  { storage, definitions, log }: RestoreParts,
  job: JobControl,
): Promise<void> => {
  const made: string[] = []
  const pool = await storage.pools.reach(request.poolId)
  const stem =
    request.how === 'newMachine'
      ? request.name.replace(/[^\w.-]+/g, '_')
      : `${backup.manifest.replace(/\.backup\.json$/, '')}.restored-${Date.now()}`
  try {
    const restored = await copyDisks(backup, request.poolId, stem, storage, made, job)
    job.signal.throwIfAborted()
    job.setCancellable(false)
    if (request.how === 'replace' && reached) await replaceDisks(reached, restored, definitions)
    else if (request.how === 'newMachine') {
      await makeMachine(pool.connection, backup, request.name, restored)
    }
    job.note(
      request.how === 'newMachine'
        ? t('Made {name}', { name: request.name })
        : t('Its disks are as they were; the old ones stay on the host'),
    )
  } catch (error) {
    for (const name of made) {
      await storage.volumes.deleteUnchecked(pool, name).catch((left: unknown) => {
        if (!isNotFound(left)) log.warn({ volume: name, err: left }, 'a restoration left a volume')
      })
    }
    throw error
  }
}
