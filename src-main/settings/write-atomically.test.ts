import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeAtomically } from './write-atomically'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-atomic-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('nobody else may read what was written', () => {
  const path = join(folder, 'new', 'settings.json')
  writeAtomically(path, '{}')
  expect(statSync(path).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'new')).mode & 0o077).toBe(0)
})

test('a disk that refuses leaves what was there', () => {
  const path = join(folder, 'settings.json')
  writeAtomically(path, 'old')
  // A folder stands where the new file is to be written first.
  rmSync(`${path}.new`, { force: true })
  writeAtomically(join(`${path}.new`, 'x'), 'in the way')
  expect(() => writeAtomically(path, 'new')).toThrow(/EISDIR/)
  expect(readFileSync(path, 'utf8')).toBe('old')
})

test('a process killed at any moment leaves the old file or the new one, whole', async () => {
  const path = join(folder, 'settings.json')
  const texts = ['a', 'b'].map((letter) => letter.repeat(2_000_000))
  writeAtomically(path, texts[0] ?? '')
  const program = `
    import { writeAtomically } from ${JSON.stringify(join(import.meta.dirname, 'write-atomically.ts'))}
    process.stdout.write('ready')
    for (let i = 0; i < 1000; i++) writeAtomically(${JSON.stringify(path)}, 'ab'[i % 2].repeat(2_000_000))
  `
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      {
        cwd: import.meta.dirname,
      },
    )
    await once(child.stdout, 'data')
    await sleep(Math.random() * 30)
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    expect(texts).toContain(readFileSync(path, 'utf8'))
  }
}, 120_000)
