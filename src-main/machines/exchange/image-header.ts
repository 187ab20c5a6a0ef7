import { open } from 'node:fs/promises'
import { message, t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import { readAt, type FileWindow } from './file-window'

/** Formats of disk images that can be imported. */
export type ImageFormat = 'vmdk' | 'vdi' | 'qcow2' | 'raw'

/** What an image's own header says. `capacity` is what a guest sees, in bytes. */
export interface ImageHeader {
  readonly format: ImageFormat
  readonly capacity: number
}

/** Enough for every header and a sparse VMDK's descriptor, which follows at once. */
export const HEAD_BYTES = 64 * 1024
const SECTOR = 512
/** More than any file system here can hold; what claims more means harm. */
const MAX_CAPACITY = 64 * 2 ** 40

/** Whether a file's first bytes, four at least, are those of a qcow2 image. */
export const isQcow2 = (head: Buffer): boolean =>
  head.subarray(0, 4).toString('latin1') === 'QFI\u00fb'

const refuse = (name: string, what: string, hint?: string): never => {
  throw new Problem('unsupported', `${name} ${what}`, hint === undefined ? {} : { hint: t(hint) })
}

/** Whoever opened such an image would read files of this computer that its author chose. */
const OTHER_FILES = message(
  'Only images that are whole by themselves are imported: make one where it came from.',
)

const qcow2 = (head: Buffer, name: string, mayLieOnAnother: boolean): number => {
  const version = head.readUInt32BE(4)
  if (version !== 2 && version !== 3)
    refuse(name, t('is qcow2 of an unknown version, {version}', { version }))
  const lengthened = version === 3 ? head.readBigUInt64BE(72) : 0n
  if (head.readBigUInt64BE(8) !== 0n && !mayLieOnAnother) {
    refuse(name, t('lies on another image'), OTHER_FILES)
  }
  if ((lengthened & 4n) !== 0n) refuse(name, t('keeps its data in another file'), OTHER_FILES)
  if (head.readUInt32BE(32) !== 0) refuse(name, t('is encrypted'))
  return Number(head.readBigUInt64BE(24))
}

const vmdk = (head: Buffer, name: string): number => {
  const sectors = head.readBigUInt64LE(12)
  // Without a capacity of its own, its descriptor says which files hold the data.
  if (sectors === 0n) refuse(name, t('keeps its data in other files'), OTHER_FILES)
  const descriptor = head.subarray(SECTOR).toString('latin1').split('\0', 1)[0] ?? ''
  if (/^parentFileNameHint\s*=/m.test(descriptor))
    refuse(name, t('lies on another image'), OTHER_FILES)
  return Number(sectors) * SECTOR
}

const VDI_DIFFERENCE = 4

const vdi = (head: Buffer, name: string): number => {
  if (head.readUInt32LE(76) === VDI_DIFFERENCE)
    refuse(name, t('lies on another image'), OTHER_FILES)
  return Number(head.readBigUInt64LE(368))
}

/** Extensions of what has no header. */
const RAW = /\.(raw|img|bin|dd)$/i

const formatIn = (head: Buffer, size: number, name: string): ImageHeader => {
  if (head.subarray(0, 21).toString('latin1') === '# Disk DescriptorFile') {
    return refuse(name, t('only says which other files hold the data'), OTHER_FILES)
  }
  if (head.length < SECTOR) refuse(name, t('is no disk image: it is too short'))
  if (isQcow2(head)) return { format: 'qcow2', capacity: qcow2(head, name, false) }
  if (head.subarray(0, 4).toString('latin1') === 'KDMV')
    return { format: 'vmdk', capacity: vmdk(head, name) }
  if (head.readUInt32LE(64) === 0xbeda107f) return { format: 'vdi', capacity: vdi(head, name) }
  if (RAW.test(name)) return { format: 'raw', capacity: Math.ceil(size / SECTOR) * SECTOR }
  return refuse(
    name,
    t('is in no format that is known here'),
    message('VMDK, VDI, qcow2 and raw images are.'),
  )
}

/**
 * What an image's first bytes say; an image without a header is `size` bytes long. Throws a
 * `Problem` for one that points to other files, or is none.
 */
export const imageHeaderIn = (head: Buffer, size: number, name: string): ImageHeader => {
  const header = formatIn(head, size, name)
  if (header.capacity > 0 && header.capacity <= MAX_CAPACITY) return header
  return refuse(name, t('claims a size that no disk has'))
}

/**
 * Finds out an image's format by its first bytes, without a program that would follow what stands
 * in them. Throws a `Problem` for one that points to other files, or is none.
 */
export const readImageHeader = async (
  { path, offset, size }: FileWindow,
  name: string,
): Promise<ImageHeader> => {
  const file = await onLocalFile(path, () => open(path, 'r'))
  try {
    const head = await readAt(file, path, offset, Math.min(HEAD_BYTES, size))
    return imageHeaderIn(head, size, name)
  } finally {
    await file.close()
  }
}

/**
 * Throws a `Problem` when a disk's image would have its data read from another file than itself and
 * what its machine says that it lies on.
 */
export const requireOwnData = async (
  { path, offset, size }: FileWindow,
  format: string,
): Promise<void> => {
  if (format !== 'qcow2') return
  const file = await onLocalFile(path, () => open(path, 'r'))
  try {
    const head = await readAt(file, path, offset, Math.min(SECTOR, size))
    if (head.length < SECTOR || !isQcow2(head)) {
      refuse(path, t('is not in the format that its machine says, qcow2'))
    }
    qcow2(head, path, true)
  } finally {
    await file.close()
  }
}
