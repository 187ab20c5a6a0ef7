import type { BackupPlan, Checkpoint } from '../../../src-preload/contract/backup'
import { isNotFound, remote } from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { textOf } from '../../xml/select-elements'
import type { DiskImage } from '../../../src-preload/contract/disk'
import { message, t } from '../../../src-preload/language/t'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { capacityOf, writtenDisks } from '../block-jobs/read-disks'
import { toldOf, type ShelvedBackup } from './backup-shelf'
import { changedSince, readCheckpoints } from './checkpoints'

/** All that must be known before a backup begins. */
export interface BackupFacts {
  readonly plan: BackupPlan
  readonly base: ShelvedBackup | null
  readonly checkpoints: readonly Checkpoint[]
  /** The definition of now, without passwords. */
  readonly xml: string
  /** Disks that are written to, but not backed up: it is said why in the plan. */
  readonly leftOut: readonly string[]
}

const noBackups = message(
  'This host’s libvirt makes no backups: that takes libvirt 6.0 or newer with QEMU 4.2 or newer.',
)
const offline = message(
  'It does not run, and libvirt backs up only machines that do. Start it first, paused if you like; or keep its disks whole by Clone… or Export….',
)

/** The newest backup that a new one may lie on: whole, with a checkpoint that is still there. */
const baseAmong = (
  backups: readonly ShelvedBackup[],
  checkpoints: readonly Checkpoint[],
): ShelvedBackup | null => {
  const known = new Set(checkpoints.map(({ name }) => name))
  return (
    backups.find(
      ({ broken, checkpoint }) => broken === null && checkpoint !== null && known.has(checkpoint),
    ) ?? null
  )
}

/** Why a backup can't lie on another one; null where it can. */
const whyNotOn = (
  base: ShelvedBackup | null,
  targets: readonly string[],
  raw: readonly string[],
): string | null => {
  if (raw.length > 0) {
    return t('{targets} is raw: only qcow2 remembers what changed. Make a full backup.', {
      targets: raw.join(', '),
    })
  }
  if (!base) {
    return t(
      'There is no backup here that a checkpoint of this machine belongs to. Make a full one first.',
    )
  }
  const held = new Set(base.disks.map(({ target }) => target))
  const added = targets.filter((target) => !held.has(target))
  return added.length === 0
    ? null
    : t('{targets} is not in the backup before. Make a full one.', { targets: added.join(', ') })
}

/** Whether an image is a qcow2 of the first version, where its pool tells. */
const isOldQcow2 = async ({ connection }: ReachedMachine, path: string): Promise<boolean> => {
  try {
    const { vol } = await connection.call(remote.storageVolLookupByPath, { path })
    const { xml } = await connection.call(remote.storageVolGetXmlDesc, { vol, flags: 0 })
    // It names the new version only.
    return textOf(parseXml(xml), 'target/compat') === undefined
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

/** Why the host can't remember what changes on these disks; null where it can. */
const whyNotTracked = async (
  reached: ReachedMachine,
  disks: readonly { readonly target: string; readonly images: readonly DiskImage[] }[],
): Promise<string | null> => {
  for (const { target, images } of disks) {
    const [image] = images
    if (image?.format !== 'qcow2')
      return t('{target} is raw: only qcow2 remembers changes.', { target })
    if (await isOldQcow2(reached, image.path)) {
      return t(
        '{target} is a qcow2 of the old version, which remembers no changes. While the machine is off, qemu-img amend -o compat=1.1 {path} makes it a new one.',
        { target, path: image.path },
      )
    }
  }
  return null
}

/** Finds out what a backup would hold, what it could lie on, and what stands in its way. */
export const planBackup = async (
  reached: ReachedMachine,
  backups: readonly ShelvedBackup[],
): Promise<BackupFacts> => {
  const { connection, dom, machine } = reached
  const [{ live, isPersistent }, checkpoints, { xml }] = await Promise.all([
    readDefinitions(reached),
    readCheckpoints(reached),
    connection.call(remote.domainGetXmlDesc, { dom, flags: 0 }),
  ])
  const written = writtenDisks(xml)
  const usable = written.filter(({ images }) => images[0]?.path.startsWith('/') === true)
  const leftOut = written.filter((disk) => !usable.includes(disk)).map(({ target }) => target)
  const targets = usable.map(({ target }) => target)
  const raw = usable.filter(({ images }) => images[0]?.format !== 'qcow2')
  const rawTargets = raw.map(({ target }) => target)
  const base = baseAmong(backups, checkpoints)
  const whyNotIncremental = whyNotOn(base, targets, rawTargets)
  const changed =
    base?.checkpoint && whyNotIncremental === null && live !== undefined
      ? await changedSince(reached, base.checkpoint)
      : new Map<string, number>()
  const disks = await Promise.all(
    usable.map(async ({ target, images: [image] }) => {
      const size = changed.get(target)
      return {
        target,
        ...(image?.format !== undefined && { format: image.format }),
        capacity: (await capacityOf(reached, target)) ?? 0,
        ...(size !== undefined && { changed: size }),
      }
    }),
  )
  const whyNotTrack = isPersistent
    ? await whyNotTracked(reached, usable)
    : t('It has no definition that a checkpoint could be kept with.')
  const cannot = [remote.domainBackupBegin, remote.domainCheckpointCreateXml].some(
    (procedure) => !connection.supports(procedure),
  )
  return {
    plan: {
      machineId: machine.id,
      disks,
      canTrack: whyNotTrack === null,
      whyNotTrack,
      base: base && toldOf(base),
      whyNotIncremental,
      warnings:
        leftOut.length > 0
          ? [
              t('Not in it, as no file or device of the host’s holds it: {targets}.', {
                targets: leftOut.join(', '),
              }),
            ]
          : [],
      refusals: [
        ...(cannot ? [t(noBackups)] : []),
        ...(live === undefined ? [t(offline)] : []),
        ...(usable.length === 0 ? [t('It has no disk that could be backed up.')] : []),
      ],
    },
    base,
    checkpoints,
    xml,
    leftOut,
  }
}
