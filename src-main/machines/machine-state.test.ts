import { describe, expect, test } from 'vitest'
import { readLifecycle, readState } from './machine-state'

describe('readState', () => {
  test.each([
    [1, 1, false, { state: 'running' }],
    [1, 3, false, { state: 'running', reason: 'restored' }],
    [3, 5, false, { state: 'paused', reason: 'I/O error' }],
    [4, 1, false, { state: 'shuttingDown' }],
    [5, 1, false, { state: 'shutOff' }],
    [5, 3, false, { state: 'shutOff', reason: 'crashed' }],
    [5, 5, true, { state: 'saved' }],
    [6, 1, false, { state: 'crashed', reason: 'guest panicked' }],
    [7, 0, false, { state: 'suspended' }],
    [0, 0, false, { state: 'unknown' }],
    [99, 99, false, { state: 'unknown' }],
  ])('state %i for reason %i, saved image %s', (state, reason, saved, expected) => {
    expect(readState(state, reason, saved)).toEqual(expected)
  })
})

describe('readLifecycle', () => {
  test.each([
    ['started', 2, 0, { state: 'running', text: 'Started', unasked: false }],
    ['migrated here', 2, 1, { state: 'running', reason: 'migrated here', text: 'Migrated here' }],
    [
      'I/O error pause',
      3,
      2,
      {
        state: 'paused',
        reason: 'I/O error',
        text: 'Paused by an I/O error',
        unasked: true,
        alarm: 'ioError',
      },
    ],
    [
      'watchdog',
      3,
      3,
      { state: 'paused', reason: 'watchdog', text: 'Paused by its watchdog', unasked: true },
    ],
    ['guest shutdown', 5, 0, { state: 'shutOff', text: 'Shut down', unasked: true }],
    ['destroyed', 5, 1, { state: 'shutOff', text: 'Forced off', unasked: false }],
    [
      'crashed',
      5,
      2,
      { state: 'shutOff', reason: 'crashed', text: 'Crashed', unasked: true, alarm: 'crash' },
    ],
    ['migrated', 5, 3, { state: 'shutOff', reason: 'migrated away', text: 'Migrated away' }],
    ['saved', 5, 4, { state: 'saved', text: 'Saved to disk', unasked: false }],
    [
      'out of memory',
      5,
      5,
      {
        state: 'shutOff',
        reason: 'crashed',
        text: 'Ended unexpectedly: killed, or out of memory',
        unasked: true,
        alarm: 'crash',
      },
    ],
    [
      'guest shutdown, begun',
      6,
      1,
      { state: 'shuttingDown', text: 'Guest shut down', unasked: true },
    ],
    [
      'crashed, and left as it is',
      8,
      0,
      {
        state: 'crashed',
        reason: 'guest panicked',
        text: 'Guest panicked',
        unasked: true,
        alarm: 'crash',
      },
    ],
  ])('%s: event %i, detail %i', (_, event, detail, expected) => {
    expect(readLifecycle(event, detail, true)).toEqual({ unasked: false, ...expected })
  })

  test('what never ran did not die', () => {
    expect(readLifecycle(5, 5, false)).toEqual({
      state: 'shutOff',
      reason: 'failed to start',
      text: 'Failed to start',
      unasked: true,
    })
  })

  test('definitions and unknown events report no state', () => {
    expect([0, 1, 42].map((event) => readLifecycle(event, 0, true))).toEqual([null, null, null])
  })
})
