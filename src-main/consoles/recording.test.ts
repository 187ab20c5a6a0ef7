import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Recording } from './recording'

describe('Recording', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vh-recording-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  const start = (path = join(folder, 'a.cast'), screen = ''): Promise<Recording> =>
    Recording.start({ path, size: { columns: 100, rows: 30 }, title: 'web-1', screen })

  const linesOf = async (path: string): Promise<unknown[]> =>
    (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)

  it('writes a header, output and sizes as asciicast version 2', async () => {
    const recording = await start(undefined, '\x1b[1mbefore')
    recording.output(Buffer.from('login: '))
    recording.resize({ columns: 100, rows: 30 })
    recording.resize({ columns: 120, rows: 40 })
    await recording.end()
    const [header, ...events] = await linesOf(recording.state.path)
    expect(header).toMatchObject({ version: 2, width: 100, height: 30, title: 'web-1' })
    expect(events).toEqual([
      [expect.any(Number), 'o', '\x1b[1mbefore'],
      [expect.any(Number), 'o', 'login: '],
      [expect.any(Number), 'r', '120x40'],
    ])
  })

  it('tells when output came, in seconds that never go back', async () => {
    const recording = await start()
    recording.output(Buffer.from('a'))
    await new Promise((resolve) => setTimeout(resolve, 120))
    recording.output(Buffer.from('b'))
    await recording.end()
    const [, a, b] = (await linesOf(recording.state.path)) as [unknown, [number], [number]]
    expect(b[0] - a[0]).toBeGreaterThanOrEqual(0.1)
    expect(b[0]).toBeLessThan(30)
  })

  it('never tears a character, and marks what is none', async () => {
    const recording = await start()
    const euro = Buffer.from('€')
    recording.output(euro.subarray(0, 1))
    recording.output(euro.subarray(1))
    recording.output(Buffer.from([0xff]))
    await recording.end()
    const events = (await linesOf(recording.state.path)).slice(1) as [number, string, string][]
    expect(events.map(([, , text]) => text).join('')).toBe('€\ufffd')
  })

  it('makes a file that only its owner can read', async () => {
    const recording = await start()
    await recording.end()
    expect((await stat(recording.state.path)).mode & 0o777).toBe(0o600)
  })

  it('refuses where the disk does', async () => {
    await expect(start(join(folder, 'nowhere', 'a.cast'))).rejects.toThrow('ENOENT')
  })

  it('says at its end that the disk was full', async () => {
    const recording = await start('/dev/full')
    recording.output(Buffer.from('x'))
    await expect(recording.end()).rejects.toThrow('ENOSPC')
  })
})
