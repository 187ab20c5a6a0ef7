import { expect, test } from 'vitest'
import { markChanges } from './mark-changes'

test('the piece of a line that changed is marked in the line before and in the line after', () => {
  const marks = markChanges([
    { type: 'same', text: '<domain>' },
    { type: 'removed', text: "  <vcpu current='1'>2</vcpu>" },
    { type: 'added', text: "  <vcpu current='1'>4</vcpu>" },
  ])
  expect(marks.get(1)?.filter(({ changed }) => changed)).toEqual([{ text: '2', changed: true }])
  expect(marks.get(2)?.filter(({ changed }) => changed)).toEqual([{ text: '4', changed: true }])
  expect(
    marks
      .get(1)
      ?.map(({ text }) => text)
      .join(''),
  ).toBe("  <vcpu current='1'>2</vcpu>")
})

test('lines that have nothing in common, and lines without a counterpart, are left whole', () => {
  expect(
    markChanges([
      { type: 'removed', text: '<sound model="ich9"/>' },
      { type: 'added', text: 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz' },
      { type: 'same', text: '' },
      { type: 'added', text: '<rng/>' },
    ]).size,
  ).toBe(0)
})
