import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TranscriptFile } from './transcript-file'
import { Transcripts } from './transcripts'

const log = pino({ enabled: false })

describe('TranscriptFile', () => {
  let folder: string
  let path: string
  let rules = { isOn: true, mostBytes: 1000 }

  const open = (): TranscriptFile => new TranscriptFile(path, () => rules, log)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vh-transcript-'))
    path = join(folder, 'web-1', 'console.log')
    rules = { isOn: true, mostBytes: 1000 }
  })

  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  it('keeps what was said as it was said, and goes on where it was', async () => {
    const first = open()
    first.add(Buffer.from('\x1b[31mred\x1b[0m\r\n'))
    await first.close()
    const second = open()
    second.add(Buffer.from('again'))
    await second.close()
    expect(await readFile(path, 'utf8')).toBe('\x1b[31mred\x1b[0m\r\nagain')
  })

  it('has all of it on the disk within a second, without being closed', async () => {
    const file = open()
    file.add(Buffer.from('now'))
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toBe('now')
    await file.close()
  })

  it('is nobody else’s to read', async () => {
    const file = open()
    file.add(Buffer.from('secret'))
    await file.close()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700)
  })

  it('keeps no more than the bound, and always the newer half', async () => {
    const file = open()
    const text = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(4, '0')}\n`).join('')
    for (let at = 0; at < text.length; at += 70) file.add(Buffer.from(text.slice(at, at + 70)))
    await file.close()
    const older = await readFile(`${path}.1`, 'utf8')
    const newer = await readFile(path, 'utf8')
    expect(older.length + newer.length).toBeLessThanOrEqual(1000)
    expect(older.length).toBe(500)
    expect(text.endsWith(older + newer)).toBe(true)
    expect((await readdir(dirname(path))).sort()).toEqual(['console.log', 'console.log.1'])
  })

  it('writes nothing while it is off', async () => {
    rules = { ...rules, isOn: false }
    const file = open()
    file.add(Buffer.from('unseen'))
    await file.close()
    expect(await readdir(folder)).toEqual([])
  })

  it('does without a disk, and goes on when there is one', async () => {
    path = join(folder, 'file', 'console.log')
    await writeFile(join(folder, 'file'), 'in the way')
    const file = open()
    file.add(Buffer.from('lost'))
    await file.close()
    await rm(join(folder, 'file'))
    file.add(Buffer.from('kept'))
    await file.close()
    expect(await readFile(path, 'utf8')).toBe('kept')
  })
})

describe('where transcripts are', () => {
  const transcripts = new Transcripts('/kept', () => ({ isOn: true, mostBytes: 1000 }), log)

  it.each([
    ['web-1', /^\/kept\/web-1-[0-9a-f]{8}\/console\.log$/],
    ['../../etc/passwd', /^\/kept\/__\.\._etc_passwd-[0-9a-f]{8}\/console\.log$/],
    ['..', /^\/kept\/_-[0-9a-f]{8}\/console\.log$/],
    ['.hidden', /^\/kept\/_hidden-[0-9a-f]{8}\/console\.log$/],
    ['a\nb\u202ec\0', /^\/kept\/a_b_c_-[0-9a-f]{8}\/console\.log$/],
    ['Ürünler 数据', /^\/kept\/Ürünler 数据-[0-9a-f]{8}\/console\.log$/],
    ['x'.repeat(300), /^\/kept\/x{120}-[0-9a-f]{8}\/console\.log$/],
  ])('of a machine called %j', (name, expected) => {
    const path = transcripts.pathOf({ id: `h/${name}`, name }, null)
    expect(path).toMatch(expected)
  })

  it('machines of the same name on two hosts have two folders', () => {
    expect(transcripts.pathOf({ id: 'a/1', name: 'web' }, null)).not.toBe(
      transcripts.pathOf({ id: 'b/1', name: 'web' }, null),
    )
    expect(transcripts.pathOf({ id: 'a/1', name: 'web' }, '../x')).toMatch(/\/_+x\.log$/)
  })
})
