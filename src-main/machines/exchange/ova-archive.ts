import { lstat, open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Header } from 'tar-stream'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import { readAt, type FileWindow } from './file-window'

const BLOCK = 512
/** Read at once while a member's headers are looked for. */
const PIECE = 16 * 1024
/** A member's headers with its long name: far more than any real one has. */
const MAX_HEADER = 256 * 1024
const MAX_MEMBERS = 256
/** A descriptor is read whole; a definition is no longer, either. */
const MAX_TEXT = 4 * 1024 * 1024

/** A file in an archive. */
export interface Member extends FileWindow {
  readonly name: string
}

const refuse = (what: string): never => {
  throw new Problem('invalid', t('The archive {what}', { what }), {
    hint: t('It is damaged, or was not made to be imported. Export it anew where it came from.'),
  })
}

/** A member's header, and where its bytes begin; null at the archive's end. */
const readHeader = async (
  file: FileHandle,
  path: string,
  position: number,
): Promise<{ header: Header; offset: number } | null> => {
  const first = await readAt(file, path, position, BLOCK)
  if (first.every((byte) => byte === 0)) return null
  const { extract } = await import('tar-stream')
  const archive = extract()
  try {
    return await new Promise((resolve, reject) => {
      archive.on('entry', (header, stream) =>
        resolve({ header, offset: position + stream.offset + BLOCK }),
      )
      archive.on('error', reject)
      const feed = async (): Promise<void> => {
        for (let at = position; at < position + MAX_HEADER; at += PIECE) {
          const piece = await readAt(file, path, at, PIECE)
          // Once the member is found the archive takes no more, and nothing waits for it.
          if (piece.length > 0) archive.write(piece)
          await new Promise(setImmediate)
          if (piece.length < PIECE) break
        }
        throw new Error(t('its headers do not end'))
      }
      feed().catch(reject)
    })
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('invalid', t('The archive cannot be read'), { cause })
  } finally {
    archive.on('error', () => undefined)
    archive.destroy()
  }
}

/** A name that is one of a file and of no path. */
const plainName = (name: string): string => {
  const plain = name.replace(/^\.\//, '')
  if (/^[^/\\\p{Cc}]+$/u.test(plain) && plain !== '.' && plain !== '..') return plain
  return refuse(
    t('has a member that is not in its own folder: {name}', { name: name.slice(0, 200) }),
  )
}

/**
 * The files in an archive, in their order; of their contents nothing is read. Throws a `Problem`
 * for what no archive of a machine has: paths, links, devices, sizes beyond its end, a name twice.
 */
export const readMembers = async (path: string): Promise<readonly Member[]> => {
  const file = await onLocalFile(path, () => open(path, 'r'))
  try {
    const { size: whole } = await file.stat()
    const members: Member[] = []
    for (let position = 0; ;) {
      const found = await readHeader(file, path, position)
      if (!found) break
      const { header, offset } = found
      const { size, type } = header
      const name = plainName(header.name)
      if (type !== 'file' && type !== 'contiguous-file')
        refuse(t('has a {type} in it: {name}', { type, name }))
      if (!Number.isSafeInteger(size) || offset + size > whole) {
        refuse(t('is cut off: {name} is longer than what is there', { name }))
      }
      if (members.some((member) => member.name === name)) refuse(t('has {name} twice', { name }))
      if (members.length >= MAX_MEMBERS)
        refuse(
          t('has more than {most, plural, one {# file} other {# files}}', { most: MAX_MEMBERS }),
        )
      members.push({ name, path, offset, size })
      position = offset + Math.ceil(size / BLOCK) * BLOCK
    }
    return members
  } finally {
    await file.close()
  }
}

/** What a descriptor's own folder may be asked for besides its manifest. */
const IMAGE = /\.(vmdk|vdi|qcow2|raw|img)(\.gz)?$/i

/**
 * The files beside a descriptor that was unpacked. Only images and its manifest are among them, and
 * no links: a descriptor of somebody else's must not send what else lies in its folder.
 */
export const readFolder = async (descriptor: string): Promise<readonly Member[]> => {
  const folder = dirname(descriptor)
  const names = await onLocalFile(folder, () => readdir(folder))
  const manifest = basename(descriptor).replace(/\.ovf$/i, '.mf')
  const own = names.filter((name) => IMAGE.test(name) || name === manifest).slice(0, MAX_MEMBERS)
  const members = await Promise.all(
    [basename(descriptor), ...own].map(async (name): Promise<Member | null> => {
      const path = join(folder, name)
      const status = await lstat(path)
      const isOwn = status.isFile() || path === descriptor
      return isOwn ? { name, path, offset: 0, size: (await stat(path)).size } : null
    }),
  )
  return members.filter((member) => member !== null)
}

/** A member's text. Throws a `Problem` for one that is longer than any descriptor. */
export const readText = async ({ path, offset, size, name }: Member): Promise<Buffer> => {
  if (size > MAX_TEXT) refuse(t('has a descriptor that is too long: {name}', { name }))
  const file = await onLocalFile(path, () => open(path, 'r'))
  try {
    return await readAt(file, path, offset, size)
  } finally {
    await file.close()
  }
}

/** What a member's bytes must amount to. */
export interface Digest {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512'
  readonly hex: string
}

const MANIFEST_LINE = /^(SHA1|SHA256|SHA512) ?\((.+)\) ?= ?([0-9a-f]+)\s*$/i

/** A manifest's digests by the names of files. Throws a `Problem` for a line that is none. */
export const readManifest = (text: string): ReadonlyMap<string, Digest> => {
  const digests = new Map<string, Digest>()
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [, algorithm, name, hex] = MANIFEST_LINE.exec(line) ?? []
    if (algorithm === undefined || name === undefined || hex === undefined) {
      return refuse(t('has a manifest that cannot be read'))
    }
    digests.set(name, {
      algorithm: algorithm.toLowerCase() as Digest['algorithm'],
      hex: hex.toLowerCase(),
    })
  }
  return digests
}
