import { expect, it } from 'vitest'
import { isUnfinished, whyUnbindable } from './bindable-key'

it.each(['Control', 'Ctrl+Control', 'Ctrl+Shift+Shift', 'Alt+Alt'])('waits after %s', (key) => {
  expect(isUnfinished(key)).toBe(true)
})

it.each(['Ctrl+K', 's', 'Shift+R', 'F5', 'Alt+ArrowUp'])('takes %s everywhere', (key) => {
  expect(isUnfinished(key)).toBe(false)
  expect(whyUnbindable(key, 'everywhere')).toBeNull()
})

it.each(['Tab', 'Shift+Tab', 'Escape', 'Dead'])('takes %s nowhere', (key) => {
  expect(whyUnbindable(key, 'list')).not.toBeNull()
})

it('leaves buttons and fields their keys, but not the list', () => {
  expect(whyUnbindable('Enter', 'everywhere')).not.toBeNull()
  expect(whyUnbindable('Enter', 'list')).toBeNull()
  expect(whyUnbindable('Ctrl+Enter', 'everywhere')).toBeNull()
})

it('takes from guests only what they hardly miss', () => {
  expect(
    ['Ctrl+Shift+Y', 'Ctrl+Alt+Shift+K', 'F9'].map((key) => whyUnbindable(key, 'console')),
  ).toEqual([null, null, null])
  for (const key of ['c', 'Ctrl+C', 'Alt+F', 'Shift+A']) {
    expect(whyUnbindable(key, 'display')).toContain('The guest needs')
  }
})
