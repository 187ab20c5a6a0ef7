import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { pack, type Header } from 'tar-stream'
import { afterAll, describe, expect, test } from 'vitest'
import { Problem } from '../../failures/problem'
import { readManifest, readMembers, readText } from './ova-archive'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-ova-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
const fileOf = (bytes: Uint8Array): string => {
  const path = join(folder, `${(count += 1)}.ova`)
  writeFileSync(path, bytes)
  return path
}

type Entry = Partial<Header> & { readonly name: string; readonly text?: string }

const archiveOf = async (...entries: readonly Entry[]): Promise<Buffer> => {
  const archive = pack()
  for (const { text = '', ...header } of entries) archive.entry(header, text)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A header that claims a size, with the sum over it put right. */
const claiming = (archive: Buffer, size: string): Buffer => {
  const changed = Buffer.from(archive)
  changed.write(size.padStart(11, '0'), 124, 'latin1')
  changed.write('        ', 148, 'latin1')
  const sum = changed.subarray(0, 512).reduce((all, byte) => all + byte, 0)
  changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return changed
}

describe('an archive', () => {
  test('is read by names and places, however large, and whatever its names are', async () => {
    const long = `${'é'.repeat(120)}.vmdk`
    const path = fileOf(
      await archiveOf(
        { name: './a.ovf', text: '<Envelope/>' },
        { name: long, text: 'disk' },
        { name: 'empty.mf' },
      ),
    )
    const members = await readMembers(path)
    expect(members.map(({ name, size }) => [name, size])).toEqual([
      ['a.ovf', 11],
      [long, 4],
      ['empty.mf', 0],
    ])
    const texts = await Promise.all(members.map((member) => readText(member)))
    expect(texts.map(String)).toEqual(['<Envelope/>', 'disk', ''])
  })

  test.each<[string, Entry, RegExp]>([
    ['a path upwards', { name: '../../etc/cron.d/x', text: 'x' }, /not in its own folder/],
    ['an absolute path', { name: '/etc/passwd', text: 'x' }, /not in its own folder/],
    ['a folder’s file', { name: 'a/b.vmdk', text: 'x' }, /not in its own folder/],
    ['a backslash', { name: '..\\x', text: 'x' }, /not in its own folder/],
    ['a control character', { name: 'a\u0007', text: 'x' }, /not in its own folder/],
    ['itself as a name', { name: '..', text: 'x' }, /not in its own folder/],
    ['a link', { name: 'disk.vmdk', type: 'symlink', linkname: '/etc/shadow' }, /symlink in it/],
    ['a hard link', { name: 'disk.vmdk', type: 'link', linkname: '/etc/shadow' }, /link in it/],
    ['a device', { name: 'disk.vmdk', type: 'block-device' }, /block-device in it/],
  ])('is refused for %s', async (_, entry, words) => {
    const path = fileOf(await archiveOf({ name: 'a.ovf', text: 'x' }, entry))
    await expect(readMembers(path)).rejects.toThrow(words)
  })

  test('is refused when it says more than it holds, or the same twice, or too much', async () => {
    const one = await archiveOf({ name: 'a.ovf', text: 'x' })
    await expect(readMembers(fileOf(claiming(one, '77777777777')))).rejects.toThrow(/cut off/)
    await expect(readMembers(fileOf(one.subarray(0, 513 - 1)))).rejects.toThrow(/cut off/)
    const twice = await archiveOf({ name: 'a.ovf' }, { name: './a.ovf' })
    await expect(readMembers(fileOf(twice))).rejects.toThrow(/twice/)
    const many = await archiveOf(...Array.from({ length: 300 }, (_, i) => ({ name: `${i}` })))
    await expect(readMembers(fileOf(many))).rejects.toThrow(/more than 256/)
  })

  test('with a giant descriptor is not read into memory', async () => {
    const path = fileOf(await archiveOf({ name: 'a.ovf', text: 'x'.repeat(5 * 2 ** 20) }))
    const members = await readMembers(path)
    await expect(Promise.all(members.map((member) => readText(member)))).rejects.toThrow(/too long/)
  })

  test('of any bytes at all ends in members or in a problem', async () => {
    const whole = await archiveOf({ name: 'a.ovf', text: 'abc' }, { name: 'b', text: 'd' })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = Buffer.from(whole)
          for (const [at, byte] of changes) bytes[at] = byte
          const outcome = await readMembers(fileOf(bytes)).catch((error: unknown) => error)
          expect(Array.isArray(outcome) || outcome instanceof Problem).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('a manifest is read in each of its habits, and refused when it is none', () => {
  const text = 'SHA256(a.vmdk)= 00ff\nSHA1 (b c.vmdk) = 0A\r\n\n'
  expect([...readManifest(text)]).toEqual([
    ['a.vmdk', { algorithm: 'sha256', hex: '00ff' }],
    ['b c.vmdk', { algorithm: 'sha1', hex: '0a' }],
  ])
  expect(() => readManifest('MD5(a)= 00')).toThrow(/manifest/)
})
