import { describe, expect, it } from 'vitest'
import { machineNamed } from '../testing/machines'
import { describePlan, describeRefusal, planActions } from './plan-actions'

const off = machineNamed('off')
const off2 = machineNamed('off-2')
const running = machineNamed('web', { state: 'running' })
const paused = machineNamed('db', { state: 'paused' })
const saved = machineNamed('lap', { state: 'saved' })
const busy = machineNamed('busy', { pending: 'start' })
const stale = machineNamed('stale', { staleSince: 1 })

const start = ['start', 'resume', 'restore'] as const

describe('planning', () => {
  it('gives each machine the action that fits it', () => {
    expect(planActions(start, [off, paused, saved, off2])).toEqual({
      orders: [
        { action: 'start', machines: [off, off2] },
        { action: 'resume', machines: [paused] },
        { action: 'restore', machines: [saved] },
      ],
      leftAlone: [],
    })
  })

  it('leaves alone what it fits not, and knows why', () => {
    expect(planActions(start, [running, busy, stale, off])).toEqual({
      orders: [{ action: 'start', machines: [off] }],
      leftAlone: [
        { machine: running, reason: 'it is running' },
        { machine: busy, reason: 'it is starting' },
        { machine: stale, reason: 'its host is disconnected' },
      ],
    })
  })
})

describe('saying', () => {
  it.each([
    [[off], 'Starting off'],
    [[off, off2], 'Starting 2 machines'],
    [[off, off2, paused], 'Starting 2 machines, resuming db'],
    [[off, running, busy], 'Starting off; left 2 alone'],
  ])('what is done', (machines, text) => {
    expect(describePlan(planActions(start, machines))).toBe(text)
  })

  it.each([
    [[], 'No machine is selected'],
    [[running], 'Cannot start web: it is running'],
    [[running, busy], 'Cannot start any of 2 machines; web, for one: it is running'],
  ])('why nothing is done', (machines, text) => {
    expect(describeRefusal('start', planActions(start, machines))).toBe(text)
  })

  it('a name of the other direction without letting it reorder the rest', () => {
    const name = '\u05e9\u05e8\u05ea'
    expect(describePlan(planActions(start, [machineNamed(name)]))).toBe(
      `Starting \u2068${name}\u2069`,
    )
  })
})
