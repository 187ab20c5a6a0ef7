import { expect, test } from 'vitest'
import { Problem } from '../failures/problem'
import { parseXmlText } from './parse-xml'

const refusal = (xml: string): Problem => {
  try {
    parseXmlText(xml, 'person')
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it was read')
}

const lol = Array.from('bcdefgh').map(
  (name, i) => `<!ENTITY ${name} "${`&${'abcdefgh'[i]};`.repeat(20)}">`,
)

test.each([
  ['depth', '<a>'.repeat(500_000), /deeper than 256/],
  ['depth that closes', '<a>'.repeat(300) + '</a>'.repeat(300), /deeper than 256/],
  ['size', `<a>${'x'.repeat(4 * 1024 * 1024)}</a>`, /4 MiB/],
  [
    'attributes',
    `<a ${Array.from({ length: 600 }, (_, i) => `b${i}='>'`).join(' ')}/>`,
    /512 attr/,
  ],
  ['an entity bomb', `<!DOCTYPE d [<!ENTITY a "lol">${lol.join('')}]><d>&h;</d>`, /expansion/],
  ['a recursive entity', `<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]><d>&a;</d>`, /.+/],
  ['a file', `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>`, /external/],
  ['a file by PUBLIC', `<!DOCTYPE d [<!ENTITY a PUBLIC "p" "http://x/">]><d>&a;</d>`, /external/],
  ['parameter entities', `<!DOCTYPE d [<!ENTITY % a "b">%a;]><d/>`, /parameter/],
  ['a huge document type', `<!DOCTYPE d [${'<!ENTITY x "y">'.repeat(400)}]><d/>`, /too long/],
  ['an unterminated tag', '<a b="', /well-formed/],
  ['an unterminated document type', '<!DOCTYPE a [ "', /well-formed/],
  ['a control character', '<a>\u0001</a>', /line 1, column 4/],
  ['a control character by reference', '<a>&#7;</a>', /valid character/],
  ['half a pair', '<a>\ud800</a>', /well-formed/],
  ['an entity that nobody declared', '<a>&nope;</a>', /nope/],
  ['two roots', '<a/><b/>', /single root/],
  ['nothing', '', /well-formed/],
])('refuses %s', (_, xml, words) => {
  expect(refusal(xml).message).toMatch(words)
})

test('reads what only looks dangerous', () => {
  const subset = '<!-- ]> <!ENTITY % x "y"> --><!ENTITY e "]>">'
  const xml = `<!DOCTYPE a PUBLIC "-//x" "http://example.org/x.dtd" [${subset}]><a><![CDATA[]>]]>&e;${'<b c=">"/>'.repeat(2000)}</a>`
  expect(parseXmlText(xml, 'host').documentElement?.textContent).toBe(']>]>')
})

test('says that it was the host', () => {
  expect(() => parseXmlText('<a', 'host')).toThrow(/^The host sent XML that cannot be read$/)
})
