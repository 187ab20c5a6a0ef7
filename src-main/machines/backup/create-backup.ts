import type { BackupCreation } from '../../../src-preload/contract/calls/backups'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { isNotFound, remote, type Connection } from '../../libvirt'
import type { Log } from '../../log/log'
import type { Storage } from '../../storage/make-storage'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { ShelvedBackup } from './backup-shelf'
import { checkpointXml, deleteCheckpoint } from './checkpoints'
import { backupNames, writeManifest } from './manifest'
import type { BackupFacts } from './plan-backup'
import { backupXml, runBackup } from './run-backup'

export interface CreateBackupParts {
  readonly storage: Storage
  /** The connection for what is asked of guests. */
  readonly connectionFor: (hostId: string) => Promise<Connection>
  readonly log: Log
}

/** How long the guest may take to bring its file systems to rest, in ms. */
const REST_MS = 60_000

/** A backup that is to be made, with its names. */
export interface NewBackup {
  readonly request: BackupCreation
  readonly poolId: string
  readonly facts: BackupFacts
  readonly at: number
  readonly base: ShelvedBackup | null
}

/** What libvirt is told of a new backup, once its volumes have paths. */
export const orderOf = (
  { request, facts, at, base }: NewBackup,
  paths: ReadonlyMap<string, string>,
) => {
  const { plan, leftOut, xml: _ } = facts
  const targets = plan.disks.map(({ target }) => target)
  const names = backupNames({ name: '', uuid: '' }, at)
  return {
    backupXml: backupXml({
      disks: targets.map((target) => ({ target, path: paths.get(target) ?? '' })),
      others: leftOut,
      since: base?.checkpoint ?? null,
    }),
    checkpointXml: request.track ? checkpointXml(names.checkpoint, targets, leftOut) : null,
    checkpoint: request.track ? names.checkpoint : null,
  }
}

/** Makes the volumes that a backup is written to; an incremental one's lie on those before. */
const makeVolumes = async (
  { poolId, facts, base, at }: NewBackup,
  { machine }: ReachedMachine,
  { volumes, backing }: Storage,
  made: string[],
): Promise<ReadonlyMap<string, string>> => {
  const names = backupNames(machine, at)
  const paths = new Map<string, string>()
  for (const { target, capacity } of facts.plan.disks) {
    const below = base?.disks.find((disk) => disk.target === target)
    const lower = below && (await backing.chain(poolId, below.volume)).links[0]
    const name = names.volumeOf(target)
    const volume = await volumes.create({
      poolId,
      name,
      format: 'qcow2',
      capacity,
      ...(lower && { backing: { path: lower.path, format: 'qcow2' } }),
    })
    made.push(name)
    paths.set(target, volume.path)
  }
  return paths
}

/** Runs something while the guest's file systems are at rest, which lasts as short as can be. */
const atRestIn = async (
  connection: Connection,
  { dom }: ReachedMachine,
  begin: () => Promise<void>,
): Promise<void> => {
  const all = { dom, mountpoints: [], flags: 0 }
  await connection.call(remote.domainFsfreeze, all, { deadlineMs: REST_MS })
  try {
    await begin()
  } finally {
    await connection.call(remote.domainFsthaw, all, { deadlineMs: REST_MS })
  }
}

/** Makes a backup; takes back all that it made when it fails or is cancelled. */
export const createBackup = async (
  reached: ReachedMachine,
  backup: NewBackup,
  { storage, connectionFor, log }: CreateBackupParts,
  job: JobControl,
): Promise<void> => {
  const { request, poolId, facts, at, base } = backup
  const { machine, connection, dom } = reached
  const made: string[] = []
  const pool = await storage.pools.reach(poolId)
  const names = backupNames(machine, at)
  let checkpoint: string | null = null
  try {
    const paths = await makeVolumes(backup, reached, storage, made)
    job.signal.throwIfAborted()
    const order = orderOf(backup, paths)
    const guest = request.quiesce ? await connectionFor(machine.hostId) : null
    await runBackup(
      {
        connection,
        dom,
        ...order,
        atRest: async (begin) => {
          if (guest) await atRestIn(guest, reached, begin)
          else await begin()
          checkpoint = order.checkpoint
        },
      },
      job,
    )
    job.setCancellable(false)
    await writeManifest(pool, names.manifest, {
      virthelmBackup: 1,
      machine: { name: machine.name, uuid: machine.uuid },
      at,
      kind: base ? 'incremental' : 'full',
      parent: base?.manifest ?? null,
      checkpoint,
      disks: facts.plan.disks.map(({ target, capacity }) => ({
        target,
        volume: names.volumeOf(target),
        capacity,
      })),
      xml: facts.xml,
    })
    storage.pools.touch(pool)
    job.note(t('Kept in {pool}', { pool: pool.pool.name }))
  } catch (error) {
    const steps = [
      ...(checkpoint === null ? [] : [() => deleteCheckpoint(reached, checkpoint ?? '')]),
      ...made.map((name) => () => storage.volumes.deleteUnchecked(pool, name)),
    ]
    for (const step of steps) {
      await step().catch((left: unknown) => {
        if (!isNotFound(left)) log.warn({ machine: machine.id, err: left }, 'a backup left a part')
      })
    }
    throw error
  }
}

/** Throws a `Problem` unless such a backup can be made now. */
export const requireBackup = ({ kind, track }: BackupCreation, { plan }: BackupFacts): void => {
  const refusals = [
    ...plan.refusals,
    ...(kind === 'incremental' && plan.whyNotIncremental !== null ? [plan.whyNotIncremental] : []),
    ...(track && plan.whyNotTrack !== null ? [plan.whyNotTrack] : []),
  ]
  if (refusals.length > 0) throw new Problem('wrong-state', refusals.join(' '))
}
