import { describe, expect, it } from 'vitest'
import { always, type Action, type KeyContext } from './action'
import { holderOf, rebind } from './rebind'

const action = (id: string, keyContext: KeyContext, ...keys: string[]): Action => ({
  id,
  title: id,
  keys,
  keyContext,
  group: 'View',
  whyNot: always,
  run: () => {},
})

const table = [
  action('start', 'list', 's'),
  action('save', 'list', 'h'),
  action('edit', 'hosts', 'F2'),
  action('palette', 'everywhere', 'Ctrl+K'),
]

const keysOf = (settings: Record<string, string[]>): Record<string, readonly string[]> =>
  Object.fromEntries(rebind(table, settings).actions.map(({ id, keys }) => [id, keys]))

describe('the person’s own keys', () => {
  it('leave the table as it is where there are none', () => {
    expect(rebind(table, {}).actions).toBe(table)
    expect(rebind(table, { 'host.show.gone': ['Ctrl+9'] }).actions).toBe(table)
  })

  it('take the place of those it comes with', () => {
    expect(keysOf({ start: ['x', 'F9'], save: [] })).toEqual({
      start: ['x', 'F9'],
      save: [],
      edit: ['F2'],
      palette: ['Ctrl+K'],
    })
  })

  it('win over those that others come with', () => {
    const { conflicts } = rebind(table, { start: ['h'] })
    expect(keysOf({ start: ['h'] })).toMatchObject({ start: ['h'], save: [] })
    expect(conflicts).toMatchObject([{ key: 'h', action: { id: 'save' }, holder: { id: 'start' } }])
  })

  it('can swap two actions’ keys', () => {
    expect(rebind(table, { start: ['h'], save: ['s'] }).conflicts).toEqual([])
    expect(keysOf({ start: ['h'], save: ['s'] })).toMatchObject({ start: ['h'], save: ['s'] })
  })

  it('mean one action only, whatever a file says', () => {
    const { conflicts } = rebind(table, { start: ['x'], palette: ['x'] })
    expect(keysOf({ start: ['x'], palette: ['x'] })).toMatchObject({ start: ['x'], palette: [] })
    expect(conflicts).toHaveLength(1)
  })

  it('may be the same where the two can’t be meant at once', () => {
    expect(rebind(table, { start: ['F2'] }).conflicts).toEqual([])
    expect(keysOf({ start: ['F2'] })).toMatchObject({ start: ['F2'], edit: ['F2'] })
  })

  it('know names that every object has for none of theirs', () => {
    expect(rebind([action('constructor', 'list', 'q')], {}).actions[0]?.keys).toEqual(['q'])
  })
})

it('tells who holds a key', () => {
  const [start, , edit, palette] = table as [Action, Action, Action, Action]
  expect(holderOf('Ctrl+K', start, table)).toBe(palette)
  expect(holderOf('F2', start, table)).toBeUndefined()
  expect(holderOf('F2', palette, table)).toBe(edit)
  expect(holderOf('s', start, table)).toBeUndefined()
})
