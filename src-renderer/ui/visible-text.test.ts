import { expect, it } from 'vitest'
import { isolated, visibleText } from './visible-text'

it.each([
  ['plain <b>markup</b> & more', 'plain <b>markup</b> & more'],
  ['a\tb\nc', 'a⟨TAB⟩b⟨LF⟩c'],
  ['\u001b[31m\u0000\u007f\u0085', '⟨ESC⟩[31m⟨00⟩⟨7F⟩⟨85⟩'],
  ['\u202egnp.exe', '⟨RLO⟩gnp.exe'],
  ['خادم 🦊', 'خادم 🦊'],
])('shows %j as %j', (text, visible) => {
  expect(visibleText(text)).toBe(visible)
})

it('isolates only names that need it', () => {
  expect(isolated('web-1')).toBe('web-1')
  expect(isolated('خادم')).toBe('\u2068خادم\u2069')
})
