import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'

/**
 * A minimal ISO 9660 image with Joliet names: what Linux and the BSDs mount and cloud-init reads.
 * ECMA-119, with every number in both byte orders (`both`) as it wants them.
 *
 *     16 primary descriptor   17 Joliet descriptor   18 end of descriptors
 *     19 path tables: primary little, primary big, Joliet little, Joliet big
 *     23 root directory   24 root directory for Joliet   25 the files
 */
const SECTOR = 2048
const DESCRIPTORS = 16
const PATH_TABLES = 19
const ROOTS = { primary: 23, joliet: 24 } as const
const FIRST_FILE = 25

export interface IsoFile {
  readonly name: string
  readonly content: Uint8Array
}

interface PlacedFile extends IsoFile {
  readonly sector: number
}

const sectorsOf = (bytes: number): number => Math.ceil(bytes / SECTOR)

const writeBoth32 = (into: Buffer, value: number, at: number): void => {
  into.writeUInt32LE(value, at)
  into.writeUInt32BE(value, at + 4)
}

const writeBoth16 = (into: Buffer, value: number, at: number): void => {
  into.writeUInt16LE(value, at)
  into.writeUInt16BE(value, at + 2)
}

const bigEndian16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** Years since 1900, month, day, hour, minute, second, offset in quarter hours. */
const shortTime = (time: Date): Buffer =>
  Buffer.from([
    time.getUTCFullYear() - 1900,
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
    0,
  ])

/** Digits to the hundredth of a second, then the offset. */
const longTime = (time: Date): Buffer =>
  Buffer.from(`${time.toISOString().replace(/\D/g, '').slice(0, 16)}\0`, 'latin1')

const record = (
  identifier: Buffer,
  { sector, bytes, isFolder }: { sector: number; bytes: number; isFolder: boolean },
  time: Date,
): Buffer => {
  const length = 33 + identifier.length + ((identifier.length + 1) % 2)
  const into = Buffer.alloc(length)
  into.writeUInt8(length, 0)
  writeBoth32(into, sector, 2)
  writeBoth32(into, bytes, 10)
  shortTime(time).copy(into, 18)
  into.writeUInt8(isFolder ? 2 : 0, 25)
  writeBoth16(into, 1, 28)
  into.writeUInt8(identifier.length, 32)
  identifier.copy(into, 33)
  return into
}

/** A name as plain ISO 9660 has it: `USER_DAT.;1`; Joliet's are the real ones. */
const plainName = (name: string): Buffer => {
  const [stem = '', ...extensions] = name
    .toUpperCase()
    .replace(/[^A-Z0-9.]/g, '_')
    .split('.')
  return Buffer.from(`${stem.slice(0, 8)}.${extensions.join('').slice(0, 3)};1`, 'latin1')
}

const folder = (
  self: number,
  files: readonly PlacedFile[],
  nameOf: (name: string) => Buffer,
  time: Date,
): Buffer => {
  const own = { sector: self, bytes: SECTOR, isFolder: true }
  const records = files
    .map(({ name, content, sector }) => {
      const place = { sector, bytes: content.length, isFolder: false }
      return { name: nameOf(name), record: record(nameOf(name), place, time) }
    })
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .map((entry) => entry.record)
  const all = Buffer.concat([
    record(Buffer.from([0]), own, time),
    record(Buffer.from([1]), own, time),
    ...records,
  ])
  if (all.length > SECTOR) throw new Problem('invalid', t('The image has too many files'))
  return Buffer.concat([all], SECTOR)
}

/** One entry: the root, which is its own parent. */
const pathTable = (root: number, isBig: boolean): Buffer => {
  const into = Buffer.alloc(SECTOR)
  into.writeUInt8(1, 0)
  if (isBig) {
    into.writeUInt32BE(root, 2)
    into.writeUInt16BE(1, 6)
  } else {
    into.writeUInt32LE(root, 2)
    into.writeUInt16LE(1, 6)
  }
  return into
}

const descriptor = (
  label: string,
  { joliet, sectors, time }: { joliet: boolean; sectors: number; time: Date },
): Buffer => {
  const into = Buffer.alloc(SECTOR)
  const text = (value: string, at: number, length: number): void => {
    const padded = joliet
      ? bigEndian16(value.padEnd(length >> 1))
      : Buffer.from(value.padEnd(length))
    padded.copy(into, at, 0, length)
  }
  into.writeUInt8(joliet ? 2 : 1, 0)
  into.write('CD001\u0001', 1, 'latin1')
  text('', 8, 32)
  text(label, 40, 32)
  writeBoth32(into, sectors, 80)
  // UCS-2 level 3.
  if (joliet) into.write('%/E', 88, 'latin1')
  writeBoth16(into, 1, 120)
  writeBoth16(into, 1, 124)
  writeBoth16(into, SECTOR, 128)
  writeBoth32(into, 10, 132)
  const tables = PATH_TABLES + (joliet ? 2 : 0)
  into.writeUInt32LE(tables, 140)
  into.writeUInt32BE(tables + 1, 148)
  const sector = joliet ? ROOTS.joliet : ROOTS.primary
  record(Buffer.from([0]), { sector, bytes: SECTOR, isFolder: true }, time).copy(into, 156)
  text('', 190, 623)
  longTime(time).copy(into, 813)
  longTime(time).copy(into, 830)
  into.write('0'.repeat(16), 847, 'latin1')
  into.write('0'.repeat(16), 864, 'latin1')
  into.writeUInt8(1, 881)
  return into
}

const terminator = (): Buffer => {
  const into = Buffer.alloc(SECTOR)
  into.writeUInt8(255, 0)
  into.write('CD001\u0001', 1, 'latin1')
  return into
}

/**
 * An image of files in its root, under a volume label of at most 16 characters. Throws a `Problem`
 * when they are more than its one directory sector holds: some twenty.
 */
export const isoImage = (label: string, files: readonly IsoFile[], time = new Date()): Buffer => {
  let next = FIRST_FILE
  const placed = files.map((file): PlacedFile => {
    const sector = next
    next += sectorsOf(file.content.length)
    return { ...file, sector }
  })
  const image = Buffer.alloc(next * SECTOR)
  const put = (sector: number, content: Uint8Array): void => image.set(content, sector * SECTOR)
  put(DESCRIPTORS, descriptor(label, { joliet: false, sectors: next, time }))
  put(DESCRIPTORS + 1, descriptor(label, { joliet: true, sectors: next, time }))
  put(DESCRIPTORS + 2, terminator())
  put(PATH_TABLES, pathTable(ROOTS.primary, false))
  put(PATH_TABLES + 1, pathTable(ROOTS.primary, true))
  put(PATH_TABLES + 2, pathTable(ROOTS.joliet, false))
  put(PATH_TABLES + 3, pathTable(ROOTS.joliet, true))
  put(ROOTS.primary, folder(ROOTS.primary, placed, plainName, time))
  put(ROOTS.joliet, folder(ROOTS.joliet, placed, bigEndian16, time))
  for (const { sector, content } of placed) put(sector, content)
  return image
}
