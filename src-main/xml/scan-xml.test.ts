import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildXml, type XmlTree } from './build-xml'
import { scanXml, type ScannedElement } from './scan-xml'

const scanned = (xml: string): ScannedElement[] => {
  const found: ScannedElement[] = []
  scanXml(xml, (element) => found.push(element))
  return found
}

test('each element is told of as it ends, with its own text and attributes', () => {
  const found = scanned(
    `<a x='1 &lt; 2' y="&quot;"> one <b z='&#65;&#x42;'/> &amp; two <c>three</c></a>\n`,
  )
  expect(found.map(({ path, text }) => `${path}: ${text}`)).toEqual([
    'a/b: ',
    'a/c: three',
    'a:  one  & two ',
  ])
  expect(found[0]?.attribute('z')).toBe('AB')
  expect(found[2]?.attribute('x')).toBe('1 < 2')
  expect(found[2]?.attribute('y')).toBe('"')
  expect(found[2]?.attribute('z')).toBeUndefined()
})

test.each([
  '',
  'text',
  '<a>',
  '<a></b>',
  '<ba></a>',
  '<a>'.repeat(100),
  '<a/><b/>',
  '<a/>more',
  '<a x=1/>',
  '<a><!-- --></a>',
  '<!DOCTYPE a><a/>',
  '<a',
  '</a>',
])('what is no XML of libvirt’s own hand is refused: %s', (xml) => {
  expect(() => scanned(xml)).toThrow('not well-formed')
})

test('whatever our own writer writes is read back', () => {
  const text = fc.string({ unit: 'grapheme' }).map((said) => said.replace(/[\p{C}\s]/gu, '-'))
  fc.assert(
    fc.property(text, text, (said, attribute) => {
      const tree: XmlTree = ['root', {}, ['child', { name: attribute }, said]]
      const [child] = scanned(buildXml(tree))
      expect([child?.text, child?.attribute('name')]).toEqual([said, attribute])
    }),
  )
})
