import { describe, expect, test } from 'vitest'
import {
  machineActions,
  whyNot,
  type MachineAction,
  type MachineState,
} from '../../src-preload/contract/machine'
import { isSettledBy } from './pending-actions'

const states: MachineState[] = [
  'running',
  'paused',
  'shutOff',
  'saved',
  'shuttingDown',
  'crashed',
  'suspended',
  'unknown',
]

const fitting = (action: MachineAction): MachineState[] =>
  states.filter((state) => whyNot(action, { state }) === null)

test('each action fits the states where it makes sense', () => {
  const table = Object.fromEntries(
    (Object.keys(machineActions) as MachineAction[]).map((action) => [action, fitting(action)]),
  )
  expect(table).toEqual({
    start: ['shutOff'],
    resume: ['paused', 'suspended'],
    restore: ['saved'],
    pause: ['running'],
    shutDown: ['running'],
    reboot: ['running'],
    reset: ['running', 'paused', 'shuttingDown', 'crashed'],
    forceOff: ['running', 'paused', 'shuttingDown', 'crashed', 'suspended', 'unknown'],
    save: ['running', 'paused'],
  })
})

describe('whyNot', () => {
  test('says the state that is in the way', () => {
    expect(whyNot('start', { state: 'running' })).toBe('it is running')
  })

  test('refuses a second action while one is pending, but for forcing off', () => {
    expect(whyNot('shutDown', { state: 'running', pending: 'reboot' })).toBe('it is rebooting')
    expect(whyNot('forceOff', { state: 'running', pending: 'shutDown' })).toBeNull()
    expect(whyNot('forceOff', { state: 'running', pending: 'forceOff' })).toBe('it is forcing off')
  })

  test('refuses everything while the host is away', () => {
    expect(whyNot('forceOff', { state: 'running', staleSince: 1 })).toBe('its host is disconnected')
  })
})

test.each<[MachineAction, MachineState, boolean]>([
  ['start', 'running', true],
  ['start', 'paused', true],
  ['start', 'shutOff', false],
  ['shutDown', 'shuttingDown', true],
  ['shutDown', 'shutOff', true],
  ['shutDown', 'running', false],
  ['pause', 'paused', true],
  ['save', 'saved', true],
  ['save', 'paused', false],
  ['reboot', 'running', false],
  ['reboot', 'shutOff', true],
  ['forceOff', 'shutOff', true],
])('%s is settled by %s: %s', (action, state, settled) => {
  expect(isSettledBy(action, state)).toBe(settled)
})
