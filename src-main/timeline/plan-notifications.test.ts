import { afterEach, expect, test } from 'vitest'
import { defaultSettings } from '../../src-preload/contract/settings'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { readWords } from '../../src-preload/language/languages'
import { speak } from '../../src-preload/language/t'
import { planNotifications } from './plan-notifications'

const entry = (name: string, more: Partial<TimelineEntry>): TimelineEntry => ({
  at: 0,
  hostId: 'h',
  machineId: `h/${name}`,
  machineName: name,
  text: 'Crashed',
  askedBy: 'nobody',
  ...more,
})
const hostName = (id: string): string => `host ${id}`

afterEach(() => speak({ language: 'en', catalogue: {} }))

test('calls a person for what they chose, and for nothing else', () => {
  const entries = [
    entry('web', { alarm: 'crash' }),
    entry('db', { text: 'Paused by an I/O error', alarm: 'ioError' }),
    entry('mail', { text: 'Started' }),
    { at: 0, hostId: 'h', text: 'Connection lost', askedBy: 'nobody', alarm: 'hostLost' } as const,
  ]
  expect(
    planNotifications(entries, { ...defaultSettings, notifyIoError: false }, hostName),
  ).toEqual([
    { title: 'web: crashed', body: 'host h' },
    { title: 'host h: connection lost', body: '' },
  ])
})

test('says it as the history does', () => {
  const entries = [entry('db', { text: 'Paused by an I/O error', alarm: 'ioError' })]
  expect(planNotifications(entries, defaultSettings, hostName)).toEqual([
    { title: 'db: paused by an I/O error', body: 'host h' },
  ])
})

test('tells many at once in one', () => {
  const entries = Array.from({ length: 12 }, (_, i) => entry(`m${i}`, { alarm: 'crash' }))
  expect(planNotifications(entries, defaultSettings, hostName)).toEqual([
    {
      title: '12 machines or hosts need a look',
      body: 'm0, m1, m2, m3, m4, m5, m6, m7, m8, m9',
    },
  ])
})

test('speaks the language, with its own capitals and plurals', async () => {
  speak(await readWords('de'))
  const lost = { at: 0, hostId: 'h', text: 'Verbindung verloren', askedBy: 'nobody' } as const
  expect(planNotifications([{ ...lost, alarm: 'hostLost' }], defaultSettings, hostName)).toEqual([
    { title: 'host h: Verbindung verloren', body: '' },
  ])
  const many = Array.from({ length: 4 }, (_, i) => entry(`m${i}`, { alarm: 'crash' }))
  expect(planNotifications(many, defaultSettings, hostName)[0]?.title).toMatch(/^4 /)
})
