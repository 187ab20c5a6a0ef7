import type { CloneRequest } from '../../../src-preload/contract/calls/clone'
import type { CloneDisk, ClonePlan } from '../../../src-preload/contract/clone'
import type { DiskSource } from '../../../src-preload/contract/device-specs'
import type { Volume } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import type { Storage } from '../../storage/make-storage'
import { findVolume, listVolumes } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { isTemplate } from '../metadata/template-mark'
import { readResources, type DiskUse } from '../usage/machine-resources'
import { giveNewIdentity } from './new-identity'

/** A disk that the clone gets a volume of its own for. */
export interface ClonedDisk {
  readonly use: DiskUse
  readonly volume: Volume
  readonly newName: string
  /** The name of the machine's own new overlay, where it goes on with one. */
  readonly ownName: string | null
}

export interface WholePlan {
  readonly plan: ClonePlan
  /** What it starts from next, with its passwords. */
  readonly xml: string
  readonly disks: readonly ClonedDisk[]
}

/** The part after the last dot, with it; of `disk` it is nothing. */
const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''

const withoutExtension = (name: string): string =>
  name.slice(0, name.length - extensionOf(name).length)

/** A name that is not taken: with a number before its extension where it is. */
const freeName = (wanted: string, taken: Set<string>): string => {
  const extension = extensionOf(wanted)
  const stem = withoutExtension(wanted)
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${stem}-${i}${extension}`
  taken.add(name)
  return name
}

/** `web-1.qcow2` of web-1 becomes `web-2.qcow2` of web-2; any other name is made of scratch. */
const newNameOf = (volume: Volume, target: string, from: string, to: string): string => {
  const { name } = volume
  return name.includes(from) ? name.replace(from, () => to) : `${to}-${target}${extensionOf(name)}`
}

/** Whether a machine needs a disk of its own, or can share one. */
const isShared = (use: DiskUse, how: CloneRequest['how'], ofTemplate: boolean): boolean =>
  use.isShareable ||
  (use.device !== 'disk' && use.device !== 'lun') ||
  // What is read-only without being a template's was made to be shared.
  (use.isReadOnly && how === 'full' && !ofTemplate)

/** Where a new volume is, in the way in which the old one was said to be. */
export const sourceOf = (use: DiskUse, volume: Volume): DiskSource =>
  use.pool !== undefined && use.volume !== undefined
    ? { type: 'volume', pool: use.pool, volume: volume.name }
    : { type: volume.kind === 'block' ? 'block' : 'file', path: volume.path }

/** What a new machine of that name would be made of, and what stands in the way. */
export const planClone = async (
  reached: ReachedMachine,
  { name, how }: CloneRequest,
  storage: Storage,
  hasSnapshots: boolean,
): Promise<WholePlan> => {
  const { machine, connection } = reached
  const { hostId } = machine
  const { nextBoot: xml } = await readDefinitions(reached)
  const notes = [...giveNewIdentity(parseXml(xml), name)]
  const ofTemplate = isTemplate(parseXml(xml))
  const refusals: string[] = []
  if (machine.state !== 'shutOff')
    refusals.push(t('It must be shut off, so that its disks are whole.'))
  if (how !== 'full' && hasSnapshots) {
    refusals.push(t('It has snapshots, which could not be gone back to any more.'))
  }
  const shown: CloneDisk[] = []
  const disks: ClonedDisk[] = []
  const taken = new Map<string, Set<string>>()
  for (const use of readResources(xml).disks) {
    const { target, path = `${use.pool}/${use.volume}` } = use
    if (use.path === undefined && use.volume === undefined) continue
    if (isShared(use, how, ofTemplate)) {
      shown.push({ target, path, how: 'shared' })
      continue
    }
    const volume = await findVolume({ hostId, connection }, use)
    if (!volume) {
      refusals.push(t('{target} is in no running pool: {path}', { target, path }))
      continue
    }
    if (volume.kind !== 'file' && volume.kind !== 'block' && use.volume === undefined) {
      refusals.push(
        t('{target} is on the network, and not said to be in a pool: {path}', { target, path }),
      )
      continue
    }
    const pool = await storage.pools.reach(volume.poolId)
    if (how !== 'full' && !(await storage.pools.get(volume.poolId)).holdsFiles) {
      refusals.push(
        t('{target} is in {pool}, whose volumes can’t lie on one another', {
          target,
          pool: pool.pool.name,
        }),
      )
      continue
    }
    const names =
      taken.get(volume.poolId) ?? new Set((await listVolumes(pool)).map((known) => known.name))
    taken.set(volume.poolId, names)
    const wanted = newNameOf(volume, target, machine.name, name)
    const isOverlay = how !== 'full'
    const overlay = (like: string): string => `${withoutExtension(like)}.qcow2`
    const newName = freeName(isOverlay ? overlay(wanted) : wanted, names)
    const ownName = how === 'linked' ? freeName(overlay(`${machine.name}-${target}`), names) : null
    disks.push({ use, volume, newName, ownName })
    shown.push({
      target,
      path: volume.path,
      how: isOverlay ? 'overlay' : 'copy',
      newVolume: newName,
      ...(ownName !== null && { ownOverlay: ownName }),
      ...(!isOverlay && { size: volume.allocation }),
    })
  }
  if (how === 'template' && disks.length > 0) {
    notes.push(
      t('{name} can no longer write to its disks: it is a template from now on.', {
        name: machine.name,
      }),
    )
  }
  const refusal = refusals.join(' ')
  return {
    plan: { machineId: machine.id, name, disks: shown, notes, ...(refusal !== '' && { refusal }) },
    xml,
    disks,
  }
}
