import type { Element } from 'slimdom'
import type { DiskDevice, FilesystemDevice } from '../../../src-preload/contract/hardware'
import { attributeOf, find, textOf } from '../../xml/select-elements'
import { readThrottle } from './device-limits'
import { known, wordsOf } from './read-values'

const diskDevices: readonly string[] = ['disk', 'cdrom', 'floppy', 'lun']

const sourceOf = (disk: Element): DiskDevice['source'] => {
  const source = find(disk, 'source')
  const type = disk.getAttribute('type') ?? 'file'
  const file = source?.getAttribute('file')
  if (type === 'file') return file ? { type, path: file } : null
  const dev = source?.getAttribute('dev')
  if (type === 'block') return dev ? { type, path: dev } : null
  const pool = source?.getAttribute('pool')
  const volume = source?.getAttribute('volume')
  if (type === 'volume' && pool && volume) return { type, pool, volume }
  return source ? { type, words: wordsOf(source) } : null
}

export const readDisk = (disk: Element) => {
  const device = disk.getAttribute('device') ?? 'disk'
  return {
    kind: 'disk' as const,
    device: (diskDevices.includes(device) ? device : 'disk') as DiskDevice['device'],
    target: attributeOf(disk, 'target', 'dev') ?? '',
    source: sourceOf(disk),
    readOnly: find(disk, 'readonly') !== undefined,
    shareable: find(disk, 'shareable') !== undefined,
    ...known({
      bus: attributeOf(disk, 'target', 'bus'),
      format: attributeOf(disk, 'driver', 'type'),
      cache: attributeOf(disk, 'driver', 'cache'),
      io: attributeOf(disk, 'driver', 'io'),
      discard: attributeOf(disk, 'driver', 'discard'),
      detectZeroes: attributeOf(disk, 'driver', 'detect_zeroes'),
      serial: textOf(disk, 'serial'),
      throttle: readThrottle(disk),
    }),
  }
}

const driverOf = (filesystem: Element): FilesystemDevice['driver'] => {
  const driver = attributeOf(filesystem, 'driver', 'type')
  if (driver === 'virtiofs') return 'virtiofs'
  return driver === undefined || driver === 'path' ? '9p' : 'other'
}

export const readFilesystem = (filesystem: Element) => ({
  kind: 'filesystem' as const,
  driver: driverOf(filesystem),
  target: attributeOf(filesystem, 'target', 'dir') ?? '',
  readOnly: find(filesystem, 'readonly') !== undefined,
  ...known({
    source: ['dir', 'socket', 'dev', 'file', 'name']
      .map((name) => attributeOf(filesystem, 'source', name))
      .find((value) => value !== undefined),
  }),
})
