import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  choicesFrom,
  LEAST_WIDTH,
  movedTo,
  MOST_WIDTH,
  placeOf,
  settingsFrom,
  shownOf,
  tracksOf,
  withShown,
  withWidth,
  type ColumnChoice,
} from './column-layout'
import { columns, type ColumnId } from './columns'

const shown = (choices: readonly ColumnChoice[]): string =>
  shownOf(choices)
    .map(({ column }) => column.id)
    .join(' ')

const fresh = choicesFrom([])
const measured = new Map<ColumnId, number>(shownOf(fresh).map(({ column }) => [column.id, 100]))

it('begins with the columns of the interface, flexible where there is room', () => {
  expect(shown(fresh)).toBe('name state cpu memory disk network addresses host')
  expect(tracksOf(fresh).tracks).toContain('minmax(176px, 3fr) 136px')
})

it('takes from settings what it understands, and nothing else', () => {
  const odd = [
    { id: 'host', shown: true },
    { id: 'nonsense', shown: true },
    { id: 'name', shown: false, width: 300 },
    { id: 'host', shown: false },
    { id: 'disk', shown: false },
  ]
  const choices = choicesFrom(odd)
  expect(shown(choices)).toBe('name host state cpu memory network addresses')
  expect(choices[0]?.width).toBe(300)
})

it('resizes one column and leaves the others as they are on the screen', () => {
  const { tracks, least } = tracksOf(withWidth(fresh, measured, 'cpu', 150))
  expect(tracks).toBe('100px 100px 150px 100px 100px 100px 100px 100px minmax(0, 1fr)')
  expect(least).toBe(850)
  const widthOf = (width: number): number | undefined =>
    withWidth(fresh, measured, 'cpu', width).find(({ column }) => column.id === 'cpu')?.width
  expect([widthOf(-5), widthOf(5000)]).toEqual([LEAST_WIDTH, MOST_WIDTH])
})

it('moves columns past each other, over hidden ones, but never before the name', () => {
  const without = withShown(fresh, 'memory', false)
  expect(shown(movedTo(without, 'disk', placeOf(without, 'disk') - 1))).toBe(
    'name state disk cpu network addresses host',
  )
  expect(shown(movedTo(fresh, 'host', 0))).toBe('name host state cpu memory disk network addresses')
  expect(shown(movedTo(fresh, 'state', 99))).toBe(
    'name cpu memory disk network addresses host state',
  )
  expect(movedTo(fresh, 'name', 3)).toBe(fresh)
  expect(shown(withShown(fresh, 'name', false))).toContain('name')
})

const someId = fc.constantFrom(...columns.map(({ id }) => id))

it('keeps every column once and the name first, whatever is done and kept', () => {
  const someChange = fc.oneof(
    fc.record({ id: someId, width: fc.integer() }),
    fc.record({ id: someId, shown: fc.boolean() }),
    fc.record({ id: someId, place: fc.integer({ min: -3, max: 20 }) }),
  )
  fc.assert(
    fc.property(fc.array(someChange), (changes) => {
      let choices = fresh
      for (const change of changes) {
        if ('width' in change) choices = withWidth(choices, measured, change.id, change.width)
        else if ('shown' in change) choices = withShown(choices, change.id, change.shown)
        else choices = movedTo(choices, change.id, change.place)
        expect(choicesFrom(settingsFrom(choices))).toEqual(choices)
      }
      expect(choices[0]?.column.id).toBe('name')
      expect(choices[0]?.shown).toBe(true)
      expect(choices.map(({ column }) => column.id).sort()).toEqual(
        columns.map(({ id }) => id).sort(),
      )
    }),
  )
})
