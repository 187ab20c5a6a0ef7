import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readImageHeader, requireOwnData } from './image-header'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-images-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const make = (...words: readonly string[]): void =>
  void execFileSync('qemu-img', ['create', '-q', ...words])

const headerOf = (name: string) =>
  readImageHeader({ path: at(name), offset: 0, size: statSync(at(name)).size }, name)

beforeAll(() => {
  make('-f', 'qcow2', at('a.qcow2'), '3M')
  make('-f', 'qcow2', '-o', 'compat=0.10', at('old.qcow2'), '3M')
  make('-f', 'vmdk', at('a.vmdk'), '3M')
  make('-f', 'vdi', at('a.vdi'), '3M')
  make('-f', 'raw', at('a.img'), '3M')
  make('-f', 'qcow2', '-b', at('a.qcow2'), '-F', 'qcow2', at('over.qcow2'))
  make('-f', 'qcow2', '-o', `data_file=${at('secret')},data_file_raw=on`, at('out.qcow2'), '1M')
  make('-f', 'vmdk', '-o', 'subformat=monolithicFlat', at('flat.vmdk'), '1M')
  make('-f', 'vmdk', '-b', at('a.vmdk'), '-F', 'vmdk', at('over.vmdk'))
  execFileSync('qemu-img', [
    'convert',
    '-f',
    'raw',
    '-O',
    'vmdk',
    '-o',
    'subformat=streamOptimized',
    at('a.img'),
    at('stream.vmdk'),
  ])
  const wide = readFileSync(at('a.qcow2'))
  wide.writeBigUInt64BE(2n ** 62n, 24)
  writeFileSync(at('wide.qcow2'), wide)
  const described = Buffer.from(readFileSync(at('a.vmdk')))
  described.writeBigUInt64LE(0n, 12)
  writeFileSync(at('described.vmdk'), described)
  writeFileSync(at('notes.txt'), 'x'.repeat(2_000))
  writeFileSync(at('short.qcow2'), 'QFI\u00fb')
})

test.each([
  ['a.qcow2', 'qcow2'],
  ['old.qcow2', 'qcow2'],
  ['a.vmdk', 'vmdk'],
  ['stream.vmdk', 'vmdk'],
  ['a.vdi', 'vdi'],
  ['a.img', 'raw'],
])('%s is known by its own bytes', async (name, format) => {
  expect(await headerOf(name)).toEqual({ format, capacity: 3 * 2 ** 20 })
})

test.each([
  ['over.qcow2', /lies on another image/],
  ['out.qcow2', /data in another file/],
  ['over.vmdk', /lies on another image/],
  ['flat.vmdk', /other files hold the data/],
  ['described.vmdk', /data in other files/],
  ['wide.qcow2', /size that no disk has/],
  ['notes.txt', /no format that is known/],
  ['short.qcow2', /too short/],
])('%s is refused: whoever opened it would follow it', async (name, words) => {
  await expect(headerOf(name)).rejects.toThrow(words)
})

test('a machine’s own image may lie on another, and not keep its data elsewhere', async () => {
  const check = (name: string, format = 'qcow2') =>
    requireOwnData({ path: at(name), offset: 0, size: statSync(at(name)).size }, format)
  await check('over.qcow2')
  await check('notes.txt', 'raw')
  await expect(check('out.qcow2')).rejects.toThrow(/another file/)
  await expect(check('a.img')).rejects.toThrow(/not in the format/)
})
