import { describe, expect, it } from 'vitest'
import {
  extendTo,
  keepActive,
  moveTo,
  noSelection,
  pick,
  selectAll,
  selectNone,
  toggle,
  type RowOrder,
  type Selection,
} from './selection-model'

const orderOf = (...ids: string[]): RowOrder => ({
  count: ids.length,
  idAt: (row) => ids[row],
  rowOf: (id) => ids.indexOf(id),
})

const letters = orderOf('a', 'b', 'c', 'd', 'e')
const at = (id: string): Selection => ({ ...noSelection, active: id })
const chosen = ({ active, selected }: Selection) => ({ active, selected: [...selected].sort() })

describe('moving the cursor', () => {
  it('stops at both ends', () => {
    expect(moveTo(at('a'), letters, -1).active).toBe('a')
    expect(moveTo(at('e'), letters, 9).active).toBe('e')
  })

  it('leaves the selection as it is', () => {
    const selection = moveTo(toggle(at('a'), 'b'), letters, 4)
    expect(chosen(selection)).toEqual({ active: 'e', selected: ['b'] })
  })

  it('does nothing in an empty list', () => {
    expect(moveTo(noSelection, orderOf(), 0)).toBe(noSelection)
  })
})

describe('extending', () => {
  it('selects from where it began, and shrinks again', () => {
    const three = extendTo(extendTo(at('b'), letters, 2), letters, 3)
    expect(chosen(three)).toEqual({ active: 'd', selected: ['b', 'c', 'd'] })
    expect(chosen(extendTo(three, letters, 2))).toEqual({ active: 'c', selected: ['b', 'c'] })
  })

  it('turns around where it began', () => {
    const down = extendTo(at('c'), letters, 4)
    expect(chosen(extendTo(down, letters, 0))).toEqual({ active: 'a', selected: ['a', 'b', 'c'] })
  })

  it('adds to what was selected before', () => {
    const apart = moveTo(toggle(at('a'), 'a'), letters, 3)
    const both = extendTo(apart, letters, 4)
    expect(chosen(both)).toEqual({ active: 'e', selected: ['a', 'd', 'e'] })
    expect(chosen(extendTo(both, letters, 3)).selected).toEqual(['a', 'd'])
  })

  it('follows a list that was sorted anew in between', () => {
    const begun = extendTo(at('b'), letters, 2)
    const sorted = orderOf('e', 'd', 'c', 'b', 'a')
    expect(chosen(extendTo(begun, sorted, 2)).selected).toEqual(['b', 'c'])
  })
})

describe('choosing', () => {
  it('toggles one machine and moves there', () => {
    const once = toggle(at('a'), 'c')
    expect(chosen(once)).toEqual({ active: 'c', selected: ['c'] })
    expect(chosen(toggle(once, 'c')).selected).toEqual([])
  })

  it('picks one and drops the rest', () => {
    expect(chosen(pick('d'))).toEqual({ active: 'd', selected: [] })
  })

  it('selects all that is shown, and none', () => {
    const all = selectAll(at('b'), letters)
    expect(chosen(all)).toEqual({ active: 'b', selected: ['a', 'b', 'c', 'd', 'e'] })
    expect(chosen(selectNone(all))).toEqual({ active: 'b', selected: [] })
  })
})

describe('the cursor of a machine that goes', () => {
  it('stays with a machine that is still shown', () => {
    const selection = at('c')
    expect(keepActive(selection, letters, 0)).toBe(selection)
  })

  it('goes to what took its place', () => {
    expect(keepActive(at('c'), orderOf('a', 'b', 'd'), 2).active).toBe('d')
    expect(keepActive(at('e'), orderOf('a', 'b'), 4).active).toBe('b')
  })

  it('is nowhere in an empty list, and on the first row of the next', () => {
    const nowhere = keepActive(at('c'), orderOf(), 2)
    expect(nowhere.active).toBeNull()
    expect(keepActive(nowhere, letters, 0).active).toBe('a')
  })
})
