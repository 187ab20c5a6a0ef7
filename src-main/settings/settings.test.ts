import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Settings } from './settings'

let folder: string
let path: string
const log = pino({ level: 'silent' })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-settings-'))
  path = join(folder, 'deep', 'settings.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('what was changed is there at the next start', () => {
  new Settings(path, log).change({ consoleFontSize: 20 })
  expect(new Settings(path, log).values.consoleFontSize).toBe(20)
})

test('a bad setting falls back alone, and survives in the file with what is unknown', () => {
  new Settings(path, log).change({ consoleFontSize: 20 })
  writeFileSync(path, '{"consoleFontSize":"huge","screenReader":true,"future":[1]}')
  const settings = new Settings(path, log)
  expect(settings.values).toMatchObject({ consoleFontSize: 13, screenReader: true })
  expect(settings.report.problems).toEqual([expect.stringContaining('consoleFontSize')])
  settings.change({ screenReader: false })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    consoleFontSize: 'huge',
    screenReader: false,
    future: [1],
  })
})

test('a file that is no JSON is put aside, not overwritten', () => {
  new Settings(path, log).change({ consoleFontSize: 20 })
  writeFileSync(path, '{"consoleFontSize": 20,')
  new Settings(path, log).change({ consoleFontSize: 21 })
  expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"consoleFontSize": 20,')
  expect(existsSync(path)).toBe(true)
})
