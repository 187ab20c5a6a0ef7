import { expect, test } from 'vitest'
import { defaultSettings } from '../../src-preload/contract/settings'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
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

test('tells many at once in one', () => {
  const entries = Array.from({ length: 12 }, (_, i) => entry(`m${i}`, { alarm: 'crash' }))
  expect(planNotifications(entries, defaultSettings, hostName)).toEqual([
    {
      title: '12 machines or hosts need a look',
      body: 'm0, m1, m2, m3, m4, m5, m6, m7, m8, m9',
    },
  ])
})
