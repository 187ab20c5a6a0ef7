import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Machine, MachinesDelta } from '../../src-preload/contract/machine'
import { Inventory } from './inventory'

const machine = (name: string, more: Partial<Machine> = {}): Machine => ({
  id: `h/${name}`,
  hostId: 'h',
  uuid: name,
  name,
  state: 'shutOff',
  ...more,
})

let inventory: Inventory
let deltas: MachinesDelta[]

beforeEach(() => {
  vi.useFakeTimers()
  inventory = new Inventory()
  deltas = []
  inventory.onDidChange((delta) => deltas.push(delta))
})

afterEach(() => void vi.useRealTimers())

test('changes within a frame are told once, each machine as it is at last', () => {
  inventory.put(machine('a'))
  inventory.patch('h/a', { state: 'running' })
  inventory.put(machine('b'))
  inventory.remove('h/b')
  vi.runAllTimers()
  expect(deltas).toEqual([
    { version: 1, changed: [machine('a', { state: 'running' })], removed: ['h/b'] },
  ])
})

test('a patch that changes nothing is no change', () => {
  inventory.put(machine('a'))
  vi.runAllTimers()
  inventory.patch('h/a', { state: 'shutOff', pending: undefined })
  inventory.patch('h/nobody', { state: 'running' })
  vi.runAllTimers()
  expect(deltas).toHaveLength(1)
})

test('a patch with undefined takes a field away', () => {
  inventory.put(machine('a', { pending: 'start' }))
  inventory.patch('h/a', { pending: undefined })
  expect(inventory.get('h/a')).toEqual(machine('a'))
})

test('a snapshot has the version that the next delta follows', () => {
  inventory.put(machine('a'))
  const snapshot = inventory.snapshot()
  inventory.patch('h/a', { state: 'running' })
  vi.runAllTimers()
  expect(snapshot).toEqual({ version: 1, machines: [machine('a')] })
  expect(deltas.map(({ version }) => version)).toEqual([1, 2])
})

test('a removed host takes its machines with it, and no others', () => {
  inventory.put(machine('a'))
  inventory.put({ ...machine('b'), id: 'other/b', hostId: 'other' })
  inventory.removeHost('h')
  expect(inventory.snapshot().machines.map(({ id }) => id)).toEqual(['other/b'])
})
