import type { Volume } from '../../src-preload/contract/storage'
import { buildXml } from '../xml/build-xml'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, find, textOf } from '../xml/select-elements'

/** A volume to be. Sizes are bytes. */
export interface VolumeShape {
  readonly name: string
  readonly capacity: number
  readonly allocation?: number | undefined
  readonly format?: string | undefined
  readonly backing?: { readonly path: string; readonly format: string } | undefined
}

/** The definition of a volume. Throws a `Problem` for text that XML cannot carry. */
export const volumeXml = (volume: VolumeShape): string => {
  const { name, capacity, allocation, format, backing } = volume
  return buildXml([
    'volume',
    {},
    ['name', {}, name],
    ['capacity', { unit: 'bytes' }, capacity],
    allocation === undefined ? undefined : ['allocation', { unit: 'bytes' }, allocation],
    format === undefined
      ? undefined
      : [
          'target',
          {},
          ['format', { type: format }],
          // libvirt would make the old version, which keeps no checkpoints.
          format === 'qcow2' ? ['compat', {}, '1.1'] : undefined,
        ],
    backing && [
      'backingStore',
      {},
      ['path', {}, backing.path],
      ['format', { type: backing.format }],
    ],
  ])
}

const kinds: Readonly<Record<string, Volume['kind']>> = {
  file: 'file',
  block: 'block',
  dir: 'directory',
  network: 'network',
  netdir: 'network',
}

/** Bytes along a path; libvirt writes no other unit for volumes. */
const bytesAt = (xml: Parameters<typeof textOf>[0], path: string): number | undefined => {
  const text = textOf(xml, path)
  return text === undefined ? undefined : Number(text)
}

/** Reads a volume's XML, as a host sent it. */
export const readVolume = (poolId: string, xml: string): Volume => {
  const volume = parseXml(xml)
  const format = attributeOf(volume, 'target/format', 'type')
  const physical = bytesAt(volume, 'physical')
  const backingPath = textOf(volume, 'backingStore/path')
  const backingFormat = attributeOf(volume, 'backingStore/format', 'type')
  return {
    poolId,
    name: volume.children.find(({ nodeName }) => nodeName === 'name')?.textContent ?? '',
    key: textOf(volume, 'key') ?? '',
    path: textOf(volume, 'target/path') ?? '',
    kind: kinds[volume.getAttribute('type') ?? ''] ?? 'other',
    ...(format !== undefined && { format }),
    capacity: bytesAt(volume, 'capacity') ?? 0,
    allocation: bytesAt(volume, 'allocation') ?? 0,
    ...(physical !== undefined && { physical }),
    ...(backingPath !== undefined && {
      backing: {
        path: backingPath,
        ...(backingFormat !== undefined && { format: backingFormat }),
      },
    }),
    isEncrypted: find(volume, 'target/encryption') !== undefined,
  }
}
