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

test('saved views and columns are there at the next start, a column without a width among them', () => {
  const views = [
    {
      name: 'Large ones',
      filter: 'vcpus>=8 -host:lab',
      sort: { column: 'cpu', descending: true },
      groupBy: 'tag' as const,
    },
  ]
  const columns = [
    { id: 'name', shown: true, width: 300 },
    { id: 'disk', shown: false },
  ]
  new Settings(path, log).change({ views, columns, groupBy: 'tag' })
  expect(new Settings(path, log).values).toMatchObject({ views, columns, groupBy: 'tag' })
  expect(readFileSync(path, 'utf8')).toContain('"filter": "vcpus>=8 -host:lab"')
})

test('each bad setting is told by itself', () => {
  new Settings(path, log).change({ rows: 'compact' })
  writeFileSync(
    path,
    JSON.stringify({ columns: [{ id: 'cpu', width: -4, shown: true }], views: 7, rows: 'compact' }),
  )
  const { report } = new Settings(path, log)
  expect(report.values).toMatchObject({ columns: [], views: [], rows: 'compact' })
  expect(report.problems).toEqual([
    expect.stringContaining('"columns" is ignored'),
    expect.stringContaining('"views" is ignored'),
  ])
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
