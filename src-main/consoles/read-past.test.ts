import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readLogTailLines, readPast } from './read-past'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vh-past-'))
  file = join(folder, 'serial.log')
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const past = async (path = file, lines = 3): Promise<string | null> => {
  const xml = `<domain><devices><serial type='pty'><log file='${path}'/></serial></devices></domain>`
  const bytes = await readPast(xml, null, lines)
  return bytes && Buffer.from(bytes).toString()
}

it.each([
  ['1\n2\n3\n4\n5\n', '3\n4\n5\n'],
  ['1\n2\n3\n4\nhalf', '3\n4\nhalf'],
  ['1\n2\n', '1\n2\n'],
  ['\n\n\n\n', '\n\n\n'],
  ['one', 'one'],
])('shows the last three lines of %j between two headings', async (text, tail) => {
  await writeFile(file, text)
  const [, first, second] = ((await past()) ?? '').split('\x1b[7m')
  expect(first).toContain(`Up to 3 lines of ${file} \x1b[0m\r\n${tail}\r\n`)
  expect(second).toBe(' Live from here \x1b[0m\r\n')
})

it('looks at no more of a file without lines than a megabyte', async () => {
  await writeFile(file, Buffer.alloc(5_000_000, 'x'))
  expect((await past(file, 10_000))?.length).toBeLessThan(1_050_000)
})

it('says nothing where there is no log, or nothing in it', async () => {
  expect(await past()).toBe(null)
  await writeFile(file, '')
  expect(await past()).toBe(null)
  expect(await readPast('<domain><devices><serial/></devices></domain>', null, 3)).toBe(null)
})

it('says so where the log can’t be read, and does not wait for what is no file', async () => {
  expect(await past(folder)).toContain('cannot be read')
  expect(await past('/dev/tty0')).toContain('cannot be read')
})

it.each([
  [undefined, 100],
  ['', 100],
  ['0', 0],
  ['25', 25],
  ['-1', 100],
  ['many', 100],
  ['999999999', 10_000],
])('LIBVIRT_LOG_TAIL=%s means %i lines', (value, lines) => {
  expect(readLogTailLines(value)).toBe(lines)
})
