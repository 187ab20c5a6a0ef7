import { expect, it } from 'vitest'
import { displayActionFor, displayKeys } from './display-keys'

const pressed = (key: string, code: string, ...modifiers: string[]) => ({
  key,
  code,
  ctrlKey: modifiers.includes('Ctrl'),
  shiftKey: modifiers.includes('Shift'),
  altKey: modifiers.includes('Alt'),
  metaKey: modifiers.includes('Meta'),
})

it('keeps the window’s own keys', () => {
  expect(displayActionFor(pressed('V', 'KeyV', 'Ctrl', 'Shift'))).toBe('type')
  expect(displayActionFor(pressed('F11', 'F11'))).toBe('fullScreen')
})

it('finds a letter by what it types, and by its place on keyboards of other scripts', () => {
  expect(displayActionFor(pressed('Z', 'KeyY', 'Ctrl', 'Shift'))).toBe('scaling')
  expect(displayActionFor(pressed('м', 'KeyV', 'Ctrl', 'Shift'))).toBe('type')
})

it.each([
  ['w', 'KeyW', 'Ctrl'],
  ['F5', 'F5'],
  ['F11', 'F11', 'Ctrl', 'Alt'],
  ['v', 'KeyV', 'Ctrl'],
  ['V', 'KeyV', 'Ctrl', 'Shift', 'Alt'],
  ['V', 'KeyV', 'Shift'],
  ['A', 'KeyA', 'Ctrl', 'Shift'],
  ['Escape', 'Escape'],
  ['Tab', 'Tab', 'Alt'],
])('leaves %s to the guest (%s %s)', (key, code, ...modifiers) => {
  expect(displayActionFor(pressed(key, code, ...modifiers))).toBeNull()
})

it('gives no key to two actions', () => {
  const keys = Object.values(displayKeys).map((action) => action.keys)
  expect(new Set(keys).size).toBe(keys.length)
})
