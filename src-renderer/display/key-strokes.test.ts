import { expect, it } from 'vitest'
import { keyCombinations, keyEventsFor, type KeyEvent } from './key-strokes'

/** `+a` for a key that goes down, `-a` for one that comes up. */
const spell = (events: readonly KeyEvent[]): string =>
  events
    .map(({ keysym, code, down }) => `${down ? '+' : '-'}${code ?? keysym.toString(16)}`)
    .join(' ')

it('holds Shift for as long as it is needed', () => {
  expect(spell(keyEventsFor('aBC/?'))).toBe(
    '+61 -61 +ShiftLeft +42 -42 +43 -43 -ShiftLeft +2f -2f +ShiftLeft +3f -3f -ShiftLeft',
  )
})

it('types line ends once, tabs, and what is beyond ASCII by its number', () => {
  expect(spell(keyEventsFor('\r\n\n\rä€\t'))).toBe(
    '+ff0d -ff0d +ff0d -ff0d +ff0d -ff0d +e4 -e4 +10020ac -10020ac +ff09 -ff09',
  )
})

it('presses no other control key', () => {
  expect(keyEventsFor('\u001b\u0003\u007f\u009b')).toEqual([])
})

it('lets go of every key of a combination, the last first', () => {
  const all = keyCombinations.flat()
  expect(spell(all[0]?.events ?? [])).toBe(
    '+ControlLeft +AltLeft +Delete -Delete -AltLeft -ControlLeft',
  )
  expect(all.map(({ keys }) => keys)).toContain('Ctrl+Alt+F12')
  for (const { events } of all) {
    expect(new Set(events.filter(({ down }) => down).map(({ code }) => code))).toEqual(
      new Set(events.filter(({ down }) => !down).map(({ code }) => code)),
    )
  }
})
