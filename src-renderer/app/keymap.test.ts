import { describe, expect, it } from 'vitest'
import type { Host } from '../../src-preload/contract/host'
import { guestKeyName } from '../ui/guest-keys'
import { isOfGuestWindow } from './action'
import { actionTable } from './actions'
import { actionFor, keymapOf, keyName, type KeyPress } from './keymap'
import { holderOf } from './rebind'

const press = (key: string, code = '', more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

const shift = { shiftKey: true }
const ctrl = { ctrlKey: true }

describe('the name of a key press', () => {
  it.each([
    ['a letter', press('s', 'KeyS'), 's'],
    ['a letter with Caps Lock', press('S', 'KeyS'), 's'],
    ['a capital', press('R', 'KeyR', shift), 'Shift+R'],
    ['a capital with Caps Lock', press('r', 'KeyR', shift), 'Shift+R'],
    ['a letter of another script', press('ы', 'KeyS'), 's'],
    ['a chord', press('k', 'KeyK', ctrl), 'Ctrl+K'],
    ['a chord in another script', press('л', 'KeyK', ctrl), 'Ctrl+K'],
    ['a digit', press('1', 'Digit1', ctrl), 'Ctrl+1'],
    ['a digit where it takes Shift', press('&', 'Digit1', ctrl), 'Ctrl+1'],
    ['a question mark', press('?', 'Slash', shift), '?'],
    ['a question mark elsewhere', press('?', 'Minus', shift), '?'],
    ['a slash over a digit', press('/', 'Digit7', shift), '/'],
    ['a comma chord', press(',', 'Comma', ctrl), 'Ctrl+,'],
    ['space', press(' ', 'Space'), 'Space'],
    ['an arrow', press('ArrowDown', 'ArrowDown', shift), 'Shift+ArrowDown'],
    ['a function key', press('F5', 'F5'), 'F5'],
  ])('of %s', (_what, event, name) => {
    expect(keyName(event)).toBe(name)
  })
})

const hosts = Array.from({ length: 12 }, (_, index): Host => ({
  id: `h${index}`,
  name: `Host ${index}`,
  uri: 'test:///default',
  state: index % 2 === 0 ? 'connected' : 'disconnected',
  since: 0,
  autoconnect: true,
  canMakeDemo: true,
}))

describe('the table of actions', () => {
  const actions = actionTable(hosts)

  it('gives no key to two actions', () => {
    expect(() => keymapOf(actions)).not.toThrow()
    // A key of the list that also meant something everywhere would hide it there.
    const shared = actions.flatMap((action) =>
      action.keys.filter((key) => holderOf(key, action, actions) !== undefined),
    )
    expect(shared).toEqual([])
  })

  it('gives every action an id of its own', () => {
    const ids = actions.map((action) => action.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('writes every key as a key press is named', () => {
    const codeOf = (key: string): string => (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '')
    const bound = actions.flatMap(({ keys, keyContext }) =>
      keys.map((key) => ({ key, keyContext })),
    )
    for (const { key, keyContext } of bound) {
      const parts = key.split(/\+(?=.)/)
      const last = parts.at(-1) ?? ''
      const event = press(last === 'Space' ? ' ' : last, codeOf(last), {
        ctrlKey: parts.includes('Ctrl'),
        shiftKey: parts.includes('Shift'),
        altKey: parts.includes('Alt'),
      })
      const name = isOfGuestWindow(keyContext) ? guestKeyName : keyName
      expect(name(event)).toBe(key)
    }
  })

  it('refuses a table in which a key is claimed twice', () => {
    const [first] = actions
    const twin = { ...first, id: 'twin' } as (typeof actions)[number]
    expect(() => keymapOf([...actions, twin])).toThrow('share the key s')
  })

  it('binds keys of the list only there', () => {
    const keymap = keymapOf(actions)
    expect(actionFor(keymap, ['list', 'everywhere'], 's')?.id).toBe('machine.start')
    expect(actionFor(keymap, ['everywhere'], 's')).toBeUndefined()
    expect(actionFor(keymap, ['list', 'everywhere'], 'Ctrl+K')?.id).toBe('app.palette')
    expect(actionFor(keymap, ['list', 'everywhere'], 'Ctrl+2')?.id).toBe('host.show.h1')
  })
})
