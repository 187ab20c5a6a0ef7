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
  ['+', 'NumpadAdd', 'CS', 'larger'],
  ['-', 'NumpadSubtract', 'CS', 'smaller'],
  // A French keyboard has W where others have Z.
  ['W', 'KeyZ', 'CS', 'close'],
  // A German one has + and − elsewhere, and = above its zero.
  ['*', 'BracketRight', 'CS', 'larger'],
  ['_', 'Slash', 'CS', 'smaller'],
  ['=', 'Digit0', 'CS', 'usual'],
  // A Russian one types other letters.
  ['С', 'KeyC', 'CS', 'copy'],
])('%s on %s with %s is the window’s: %s', (key, code, modifiers, action) => {
  expect(consoleActionFor(press(key, code, modifiers))).toBe(action)
})

test.each([
  ['c', 'KeyC', 'C'],
  ['w', 'KeyW', 'C'],
  ['r', 'KeyR', 'C'],
  ['k', 'KeyK', 'C'],
  ['q', 'KeyQ', 'C'],
  ['+', 'Equal', 'S'],
  ['0', 'Digit0', 'C'],
  ['F5', 'F5', ''],
  ['Tab', 'Tab', ''],
  ['F11', 'F11', 'CS'],
  ['F11', 'F11', 'A'],
  ['C', 'KeyC', 'CSA'],
  ['Z', 'KeyW', 'CS'],
  ['A', 'KeyA', 'CS'],
])('%s on %s with %s is the guest’s', (key, code, modifiers) => {
  expect(consoleActionFor(press(key, code, modifiers))).toBeNull()
})
