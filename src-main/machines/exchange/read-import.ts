import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { ImportFile } from '../../../src-preload/contract/exchange'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import type { FileWindow } from './file-window'
import { readImageHeader, type ImageFormat } from './image-header'
import {
  readFolder,
  readManifest,
  readMembers,
  readText,
  type Digest,
  type Member,
} from './ova-archive'
import { readPackedHeader } from './packed-image'
import { readOvf } from './read-ovf'

/** A disk to import: an image in a file of this computer, or a size to begin empty with. */
export interface ImportImage {
  readonly name: string
  /** What the guest sees, in bytes. */
  readonly capacity: number
  readonly image?: FileWindow & {
    readonly format: ImageFormat
    readonly digest?: Digest
    /** It lies within gzip. */
    readonly isPacked?: true
  }
}

/** All that a file of this computer says of a machine. */
export interface ImportSource {
  readonly facts: Omit<ImportFile, 'file' | 'canAdapt'>
  readonly disks: readonly ImportImage[]
}

/** Beyond this no descriptor's word for processors and memory is believed. */
const MAX_VCPUS = 1024
const MAX_MEMORY_MIB = 16 * 1024 * 1024

const within = (value: number | undefined, most: number): number | undefined =>
  value === undefined ? undefined : Math.min(value, most)

/** A name that libvirt takes. */
const usable = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF/]/gu, '-')
    .trim()
    .slice(0, 200) || t('imported')

const describeDisks = (disks: readonly ImportImage[]): ImportFile['disks'] =>
  disks.map(({ name, capacity, image }) => ({
    name,
    capacity,
    format: image?.format ?? 'none',
  }))

const bad = (what: string): never => {
  throw new Problem('invalid', t('The archive {what}', { what }))
}

const memberOf = (members: readonly Member[], name: string): Member =>
  members.find((member) => member.name === name) ??
  bad(t('lacks {name}, which it describes', { name }))

/** An archive, or a descriptor with its files beside it. */
const readMachine = async (path: string, fileName: string): Promise<ImportSource> => {
  const isUnpacked = /\.ovf$/i.test(fileName)
  const members = isUnpacked ? await readFolder(path) : await readMembers(path)
  const descriptor = members.find(({ name }) => /\.ovf$/i.test(name)) ?? bad(t('has no descriptor'))
  const text = await readText(descriptor)
  const ovf = readOvf(text)
  const manifestFile = members.find(({ name }) => /\.mf$/i.test(name))
  const manifest = manifestFile && readManifest((await readText(manifestFile)).toString('utf8'))
  const disks: ImportImage[] = []
  for (const [i, { file, capacity }] of ovf.disks.entries()) {
    if (!file) {
      disks.push({
        name: t('disk {number}', { number: i + 1 }),
        capacity: capacity ?? bad(t('has a disk of no size')),
      })
      continue
    }
    const member = memberOf(members, file.name)
    if (file.size !== undefined && file.size !== member.size) {
      bad(
        t('has {there} bytes of {name}, and says {said}', {
          there: member.size,
          name: file.name,
          said: file.size,
        }),
      )
    }
    const { isPacked } = file
    const header = isPacked
      ? await readPackedHeader(member, file.name, capacity)
      : await readImageHeader(member, file.name)
    const digest = manifest?.get(file.name)
    const image = {
      ...member,
      format: header.format,
      ...(digest && { digest }),
      ...(isPacked && { isPacked }),
    }
    disks.push({ name: file.name, capacity: header.capacity, image })
  }
  const { name, description, firmware, nics, drivers, notes } = ovf
  const vcpus = within(ovf.vcpus, MAX_VCPUS)
  const memoryMib = within(ovf.memoryMib, MAX_MEMORY_MIB)
  return {
    disks,
    facts: {
      fileName,
      name: usable(name ?? basename(fileName, extname(fileName))),
      // Libvirt keeps no carriage returns, however they were written.
      ...(description !== undefined && {
        description: description.replace(/\r\n?/g, '\n').slice(0, 64 * 1024),
      }),
      ...(vcpus !== undefined && { vcpus }),
      ...(memoryMib !== undefined && { memoryMib }),
      firmware,
      nics: Math.min(nics, 32),
      drivers,
      disks: describeDisks(disks),
      notes: manifest ? notes : [...notes, t('It has no manifest to check its disks by.')],
    },
  }
}

const readImage = async (path: string, fileName: string): Promise<ImportSource> => {
  const { size } = await onLocalFile(path, () => stat(path))
  const image = { path, offset: 0, size }
  const { format, capacity } = await readImageHeader(image, fileName)
  const disks = [{ name: fileName, capacity, image: { ...image, format } }]
  return {
    disks,
    facts: {
      fileName,
      name: usable(basename(fileName, extname(fileName))),
      firmware: 'bios',
      nics: 1,
      drivers: format === 'qcow2' || format === 'raw' ? 'virtio' : 'compatible',
      disks: describeDisks(disks),
      notes: [],
    },
  }
}

/**
 * Reads what a file of this computer holds: an OVA or an unpacked OVF by its descriptor, or one
 * disk's image by its header. No more than headers are unpacked. Throws a `Problem` for one that cannot be imported, and why.
 */
export const readImport = async (path: string): Promise<ImportSource> => {
  const status = await onLocalFile(path, () => stat(path))
  const fileName = basename(path)
  if (!status.isFile()) throw new Problem('invalid', t('that is no file: {path}', { path }))
  return /\.(ova|ovf)$/i.test(fileName) ? readMachine(path, fileName) : readImage(path, fileName)
}
