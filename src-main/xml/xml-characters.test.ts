import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildXml } from './build-xml'
import { parseXml } from './parse-xml'
import { xmlText } from './testing/arbitrary-xml'
import { requireXmlTexts } from './xml-characters'

test('any text that XML can hold is read as it was built', () => {
  const check = fc.check(
    fc.property(xmlText, xmlText, (attribute, text) => {
      const read = parseXml(buildXml(['a', { b: attribute }, ['c', {}, text]]))
      return (
        read.getAttribute('b') === attribute &&
        read.textContent === text &&
        read.children.length === 1
      )
    }),
  )
  expect(check.counterexample).toBeNull()
}, 60_000)

const isRefused = (build: () => unknown): boolean => {
  try {
    build()
    return false
  } catch (error) {
    return error instanceof Error && error.message.includes('XML cannot hold, U+')
  }
}

test('any other text is refused, never changed', () => {
  const check = fc.check(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const illegal = Array.from(text).some((character) => {
        const point = character.codePointAt(0) ?? 0
        return (
          (point < 0x20 && ![9, 10, 13].includes(point)) ||
          (point >= 0xd800 && point <= 0xdfff) ||
          point === 0xfffe ||
          point === 0xffff
        )
      })
      const build = (): string | null => parseXml(buildXml(['a', { b: text }])).getAttribute('b')
      return illegal ? isRefused(build) : build() === text
    }),
  )
  expect(check.counterexample).toBeNull()
}, 60_000)

test.each([
  [{ name: 'a\u0007' }, 'name has a character that XML cannot hold, U+0007'],
  [{ disks: [{ path: '/a' }, { path: '/b\ud800' }] }, /^disks\.1\.path .* U\+D800$/],
  [
    { source: { path: 'a\nb' } },
    'source.path has a tab or line break, which libvirt does not keep',
  ],
  [{ notes: 'a\r\nb' }, 'notes has a carriage return, which libvirt does not keep'],
])('names the field that is at fault: %j', (request, message) => {
  expect(() => requireXmlTexts(request, new Set(['notes']))).toThrow(message)
})

test('lets texts of several lines be just that', () => {
  const request = { notes: 'a\n\tb\u{1F600}', count: 3, on: true, none: null }
  expect(() => requireXmlTexts(request, new Set(['notes']))).not.toThrow()
})
