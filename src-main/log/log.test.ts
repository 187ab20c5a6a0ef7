import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLog } from './log'

let folder: string
let path: string

beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'vh-log-'))
  path = join(folder, 'virthelm.log')
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

test('a log that grows too large is put aside while the app runs, and nothing is lost', () => {
  const log = openLog(folder)
  log.info('before')
  appendFileSync(path, 'x'.repeat(6 * 1024 * 1024))
  vi.advanceTimersByTime(15 * 60_000)
  log.info('after')
  expect(readFileSync(path, 'utf8')).toContain('after')
  expect(statSync(path).size).toBeLessThan(1000)
  expect(readFileSync(`${path}.1`, 'utf8')).toContain('before')
})

test('nobody else may read it', () => {
  openLog(folder).info('here')
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('where it cannot be written the app runs on', () => {
  appendFileSync(path, '')
  expect(() => openLog(path)).not.toThrow()
})
