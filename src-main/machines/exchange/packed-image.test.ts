import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readPackedHeader, unpackImage } from './packed-image'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-packed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const MIB = 2 ** 20

/** Bytes in a file of this computer, after others that are none of theirs. */
const windowOf = (name: string, bytes: Buffer) => {
  writeFileSync(at(name), Buffer.concat([Buffer.alloc(512, 7), bytes, Buffer.alloc(512, 7)]))
  return { path: at(name), offset: 512, size: bytes.length }
}

const image = (...words: readonly string[]): Buffer => {
  execFileSync('qemu-img', ['create', '-q', ...words.slice(0, 2), at('image'), ...words.slice(2)])
  return readFileSync(at('image'))
}

const unpack = async (
  window: ReturnType<typeof windowOf>,
  capacity: number,
  signal = new AbortController().signal,
): Promise<{ bytes: Buffer; read: readonly number[] }> => {
  const read: number[] = []
  const path = at('unpacked')
  rmSync(path, { force: true })
  await unpackImage(
    { ...window, format: 'raw', capacity },
    { name: 'a.img.gz', path },
    { signal, onRead: (bytes) => read.push(bytes) },
  )
  return { bytes: readFileSync(path), read }
}

test('the header of a packed image is read without the rest of it', async () => {
  const qcow2 = gzipSync(image('-f', 'qcow2', '3M'))
  const header = { format: 'qcow2', capacity: 3 * MIB }
  expect(await readPackedHeader(windowOf('a', qcow2), 'a.qcow2.gz', undefined)).toEqual(header)
  const torn = gzipSync(Buffer.concat([image('-f', 'qcow2', '3M'), Buffer.alloc(64 * MIB)]))
  const half = torn.subarray(0, torn.length / 2)
  expect(await readPackedHeader(windowOf('b', half), 'a.qcow2', undefined)).toEqual(header)
})

test('a packed disk without a header is as long as its machine says, and refused without', async () => {
  const window = windowOf('c', gzipSync(Buffer.alloc(MIB)))
  expect(await readPackedHeader(window, 'a.img.gz', MIB)).toEqual({ format: 'raw', capacity: MIB })
  await expect(readPackedHeader(window, 'a.img.gz', undefined)).rejects.toThrow(/size that no disk/)
})

test.each([
  ['no gzip', Buffer.alloc(MIB, 9), /cannot be unpacked/],
  ['nothing', Buffer.alloc(0), /cannot be unpacked/],
  [
    'an image that lies on another',
    gzipSync(image('-f', 'qcow2', '-u', '-b', '/a', '-F', 'raw', '1M')),
    /lies on another/,
  ],
])('%s is refused by its first bytes', async (_, bytes, words) => {
  await expect(readPackedHeader(windowOf('d', bytes), 'a.qcow2.gz', MIB)).rejects.toThrow(words)
})

test('what is unpacked is the same, several pieces of gzip as well, and is told of', async () => {
  const whole = Buffer.concat([Buffer.alloc(MIB, 1), Buffer.alloc(MIB, 2)])
  const bytes = Buffer.concat([gzipSync(whole.subarray(0, MIB)), gzipSync(whole.subarray(MIB))])
  const unpacked = await unpack(windowOf('e', bytes), 2 * MIB)
  expect(unpacked.bytes.equals(whole)).toBe(true)
  expect(unpacked.read.at(-1)).toBe(bytes.length)
})

test('a bomb is stopped at the size of its disk', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * MIB))
  await expect(unpack(windowOf('f', bomb), MIB)).rejects.toThrow(/more than its disk holds/)
  expect(statSync(at('unpacked')).size).toBeLessThanOrEqual(MIB)
})

test('unpacking ends when it is cancelled, and says of damage what it is', async () => {
  const bytes = gzipSync(Buffer.alloc(MIB))
  const reason = new Error('cancelled')
  await expect(unpack(windowOf('g', bytes), MIB, AbortSignal.abort(reason))).rejects.toBe(reason)
  const damaged = Buffer.from(bytes)
  damaged.fill(0xff, Math.floor(damaged.length / 2))
  await expect(unpack(windowOf('h', damaged), MIB)).rejects.toThrow(/cannot be unpacked/)
})
