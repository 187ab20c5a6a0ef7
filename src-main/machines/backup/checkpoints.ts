import type { Checkpoint } from '../../../src-preload/contract/backup'
import { isUnsupported, remote } from '../../libvirt'
import {
  CheckpointDeleteFlags,
  CheckpointListFlags,
  CheckpointXmlFlags,
} from '../../libvirt/procedures/flags'
import { buildXml } from '../../xml/build-xml'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import type { ReachedMachine } from '../definition/machine-definitions'

/** The definition of a new checkpoint that is about some of a machine's disks. */
export const checkpointXml = (
  name: string,
  targets: readonly string[],
  others: readonly string[],
): string =>
  buildXml([
    'domaincheckpoint',
    {},
    ['name', {}, name],
    [
      'disks',
      {},
      ...targets.map((name) => ['disk', { name, checkpoint: 'bitmap' }] as const),
      ...others.map((name) => ['disk', { name, checkpoint: 'no' }] as const),
    ],
  ])

/** A checkpoint, and how many bytes of each disk changed since, as far as that was asked for. */
interface ReadCheckpoint extends Checkpoint {
  readonly changed: ReadonlyMap<string, number>
}

const readCheckpoint = (xml: string): ReadCheckpoint => {
  const root = parseXml(xml)
  const disks = find(root, 'disks')
  const kept = (disks ? children(disks, 'disk') : []).filter(
    (disk) => disk.getAttribute('checkpoint') !== 'no',
  )
  return {
    name: textOf(root, 'name') ?? '',
    parent: textOf(root, 'parent/name') ?? null,
    createdAt: Number(textOf(root, 'creationTime') ?? 0) * 1000,
    targets: kept.map((disk) => attributeOf(disk, '', 'name') ?? ''),
    changed: new Map(
      kept.flatMap((disk) => {
        const size = Number(disk.getAttribute('size') ?? NaN)
        return Number.isFinite(size) ? [[disk.getAttribute('name') ?? '', size] as const] : []
      }),
    ),
  }
}

/** A machine's checkpoints, each after its parent; none where its driver knows none. */
export const readCheckpoints = async ({
  connection,
  dom,
}: ReachedMachine): Promise<readonly Checkpoint[]> => {
  try {
    const asked = { dom, needResults: true, flags: CheckpointListFlags.topological }
    const { checkpoints } = await connection.call(remote.domainListAllCheckpoints, asked)
    const flags = CheckpointXmlFlags.noDomain
    const xmls = await Promise.all(
      checkpoints.map((checkpoint) =>
        connection.call(remote.domainCheckpointGetXmlDesc, { checkpoint, flags }),
      ),
    )
    return xmls.map(({ xml }) => {
      const { changed: _, ...checkpoint } = readCheckpoint(xml)
      return checkpoint
    })
  } catch (error) {
    if (isUnsupported(error)) return []
    throw error
  }
}

/** How many bytes of each disk changed since a checkpoint; empty where the host can't tell. */
export const changedSince = async (
  { connection, dom }: ReachedMachine,
  name: string,
): Promise<ReadonlyMap<string, number>> => {
  const flags = CheckpointXmlFlags.noDomain | CheckpointXmlFlags.size
  const asked = { checkpoint: { name, dom }, flags }
  try {
    const { xml } = await connection.call(remote.domainCheckpointGetXmlDesc, asked)
    return readCheckpoint(xml).changed
  } catch {
    return new Map()
  }
}

/** Deletes a checkpoint; what it remembers goes over to the one before it. */
export const deleteCheckpoint = async (
  { connection, dom }: ReachedMachine,
  name: string,
  { withChildren = false, metadataOnly = false } = {},
): Promise<void> => {
  const flags =
    (withChildren ? CheckpointDeleteFlags.children : 0) |
    (metadataOnly ? CheckpointDeleteFlags.metadataOnly : 0)
  await connection.call(remote.domainCheckpointDelete, { checkpoint: { name, dom }, flags })
}
