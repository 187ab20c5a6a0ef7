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
    [2, 0, { state: 'running', text: 'Started', unasked: false }],
    [
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
    [5, 1, { state: 'shutOff', text: 'Forced off', unasked: false }],
    [5, 4, { state: 'saved', text: 'Saved to disk', unasked: false }],
    [
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
  ])('event %i, detail %i', (event, detail, expected) => {
    expect(readLifecycle(event, detail)).toEqual(expected)
  })

  test('definitions and unknown events report no state', () => {
    expect([readLifecycle(0, 0), readLifecycle(1, 0), readLifecycle(42, 0)]).toEqual([
      null,
      null,
      null,
    ])
  })
})
