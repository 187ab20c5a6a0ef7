import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ScheduleClock, timesOf } from './schedule-clock'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let folder: string
let now: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-clock-'))
  now = new Date(2026, 0, 5, 7, 0).getTime()
})

afterEach(() => rmSync(folder, { recursive: true }))

const open = (): ScheduleClock =>
  new ScheduleClock(join(folder, 'schedules.json'), () => now, pino({ level: 'silent' }))

const morning = { name: 'morning', when: '0 8 * * *' }
const at = (hour: number, minute = 0, day = 5): number =>
  new Date(2026, 0, day, hour, minute).getTime()

test('what comes while it looks is due once', () => {
  const clock = open()
  expect(clock.look([morning])).toEqual({ due: [], isMissed: false })
  now = at(8, 0) + 4_000
  expect(clock.look([morning]).due).toEqual(['morning'])
  now += 15_000
  expect(clock.look([morning]).due).toEqual([])
  expect(clock.missedOf('morning')).toEqual([])
})

test('what came while nobody looked is missed, and not caught up', () => {
  open().save()
  now = at(9)
  const clock = open()
  expect(clock.look([morning])).toEqual({ due: [], isMissed: true })
  expect(clock.missedOf('morning')).toEqual([at(8)])
  now += HOUR
  expect(open().missedOf('morning')).toEqual([at(8)])
  clock.forget('morning')
  expect(open().missedOf('morning')).toEqual([])
})

test('after days of absence the last times are told, and the one that comes now is due', () => {
  open().save()
  now = at(8, 1, 8)
  const clock = open()
  expect(clock.look([morning]).due).toEqual(['morning'])
  expect(clock.missedOf('morning')).toEqual([at(8, 0, 5), at(8, 0, 6), at(8, 0, 7)])
})

test('a run is remembered, and takes what was missed with it', () => {
  open().save()
  now = at(9)
  const clock = open()
  clock.look([morning])
  clock.ran('morning')
  expect(clock.missedOf('morning')).toEqual([])
  expect(open().lastRunOf('morning')).toBe(at(9))
})

test('of every minute of a year away only the last are told', () => {
  open().save()
  now += 365 * 24 * HOUR
  const clock = open()
  clock.look([{ name: 'often', when: '* * * * *' }])
  expect(clock.missedOf('often')).toHaveLength(10)
  expect(clock.missedOf('often').at(-1)).toBeLessThan(now)
})

test('a clock that was set back makes nobody wait', () => {
  open().save()
  now -= 24 * HOUR
  const clock = open()
  now = at(8, 0, 4) + 1000
  expect(clock.look([morning]).due).toEqual(['morning'])
})

test('a pattern that is none never comes, and is refused where it is asked for', () => {
  const clock = open()
  now = at(9)
  expect(clock.look([{ name: 'x', when: 'at noon' }])).toEqual({ due: [], isMissed: false })
  expect(() => timesOf('at noon', now, 1)).toThrow('no time pattern')
  expect(() => timesOf('* * * * * *', now, 1)).toThrow('no time pattern')
  expect(timesOf('0 22 * * 1-5', at(9), 2)).toEqual([at(22), at(22, 0, 6)])
})

test('a file that is broken costs no start', () => {
  writeFileSync(join(folder, 'schedules.json'), '{')
  expect(open().look([morning])).toEqual({ due: [], isMissed: false })
})
