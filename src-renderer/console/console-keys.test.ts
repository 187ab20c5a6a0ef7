import { expect, test } from 'vitest'
import { consoleActionFor } from './console-keys'

const press = (
  key: string,
  code: string,
  modifiers: string,
): Parameters<typeof consoleActionFor>[0] => ({
  key,
  code,
  ctrlKey: modifiers.includes('C'),
  shiftKey: modifiers.includes('S'),
  altKey: modifiers.includes('A'),
  metaKey: modifiers.includes('M'),
})

test.each([
  ['C', 'KeyC', 'CS', 'copy'],
  ['V', 'KeyV', 'CS', 'paste'],
  ['F', 'KeyF', 'CS', 'find'],
  ['S', 'KeyS', 'CS', 'save'],
  ['R', 'KeyR', 'CS', 'reconnect'],
  ['W', 'KeyW', 'CS', 'close'],
  ['+', 'Equal', 'CS', 'larger'],
  ['_', 'Minus', 'CS', 'smaller'],
  [')', 'Digit0', 'CS', 'usual'],
  ['F11', 'F11', '', 'fullScreen'],
  // A French keyboard has C where it stands, and its zero on another key.
  ['0', 'Digit0', 'CS', 'usual'],
  ['W', 'KeyZ', 'CS', 'close'],
])('%s on %s with %s is the window’s: %s', (key, code, modifiers, action) => {
  expect(consoleActionFor(press(key, code, modifiers))).toBe(action)
})

test.each([
  ['c', 'KeyC', 'C'],
  ['w', 'KeyW', 'C'],
  ['r', 'KeyR', 'C'],
  ['k', 'KeyK', 'C'],
  ['F5', 'F5', ''],
  ['Tab', 'Tab', ''],
  ['F11', 'F11', 'CS'],
  ['C', 'KeyC', 'CSA'],
  ['Z', 'KeyW', 'CS'],
  ['q', 'KeyQ', 'C'],
])('%s on %s with %s is the guest’s', (key, code, modifiers) => {
  expect(consoleActionFor(press(key, code, modifiers))).toBeNull()
})
