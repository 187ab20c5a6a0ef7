import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { readWords } from '../../src-preload/language/languages'
import { speak } from '../../src-preload/language/t'
import { Timeline } from './timeline'
import { TimelineFile } from './timeline-file'

let folder: string
let path: string
const log = pino({ level: 'silent' })
const open = (): Timeline => new Timeline(new TimelineFile(path, log))

const entry = (at: number, text: string, name = 'web'): TimelineEntry => ({
  at,
  hostId: 'h',
  machineId: `h/${name}`,
  machineName: name,
  text,
  askedBy: 'elsewhere',
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-timeline-'))
  path = join(folder, 'timeline.jsonl')
})

afterEach(() => {
  speak({ language: 'en', catalogue: {} })
  rmSync(folder, { recursive: true })
})

test('finds words in any order and case, newest first, within a machine and a time', async () => {
  const timeline = open()
  for (const [i, text] of ['Started', 'Paused by an I/O error', 'Crashed'].entries()) {
    timeline.add(entry(i, text))
    timeline.add(entry(i, text, 'mail'))
  }
  const texts = async (search: object) =>
    (await timeline.search({ text: '', limit: 10, ...search })).map(
      ({ machineName, text }) => `${machineName} ${text}`,
    )
  expect(await texts({ text: 'ERROR web' })).toEqual(['web Paused by an I/O error'])
  expect(await texts({ machineId: 'h/mail', before: 2 })).toEqual([
    'mail Paused by an I/O error',
    'mail Started',
  ])
  expect(await texts({ hostId: 'other' })).toEqual([])
  expect(await texts({ limit: 1 })).toEqual(['mail Crashed'])
  await timeline.close()
})

test('is there again at the next start, but for a line that a crash tore', async () => {
  const first = open()
  first.add(entry(1, 'Started'))
  await first.close()
  appendFileSync(path, '{"at":2,"hostId":"h","te')
  const second = open()
  await second.loaded
  second.add(entry(3, 'Crashed'))
  await second.close()

  const third = open()
  expect((await third.search({ text: '', limit: 10 })).map(({ text }) => text)).toEqual([
    'Crashed',
    'Started',
  ])
  expect(await third.export()).toBe(
    [entry(1, 'Started'), entry(3, 'Crashed')].map((kept) => `${JSON.stringify(kept)}\n`).join(''),
  )
  await third.close()
})

test('tells of entries in batches', async () => {
  const timeline = open()
  const told = new Promise((resolve) => timeline.onDidAdd(resolve))
  timeline.add(entry(1, 'Started'))
  timeline.add(entry(2, 'Paused'))
  expect(await told).toEqual([entry(1, 'Started'), entry(2, 'Paused')])
  await timeline.close()
})

test('is kept in English, and told, found and searched in the spoken language', async () => {
  speak(await readWords('de'))
  const timeline = open()
  const told = new Promise((resolve) => timeline.onDidAdd(resolve))
  timeline.add(entry(1, 'Paused by an I/O error'))
  const german = {
    ...entry(1, 'Paused by an I/O error'),
    text: 'Durch einen E/A-Fehler angehalten',
  }
  expect(await told).toEqual([german])
  expect(await timeline.search({ text: 'angehalten', limit: 10 })).toEqual([german])
  expect(await timeline.export()).toContain('"text":"Paused by an I/O error"')
  await timeline.close()
})
