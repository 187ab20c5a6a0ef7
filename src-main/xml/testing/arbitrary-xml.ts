import * as fc from 'fast-check'

/** Characters that XML 1.0 can hold, the troublesome ones often. */
const xmlCharacter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Array.from(`<>&"' \t\n\r]-?=;#x`)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\u0085', '\u2028', '\u00a0', '\ufffd', '\u{1F600}', 'é'),
  },
  { weight: 2, arbitrary: fc.constantFrom('\u{10FFFF}', '\ue000', '\ud7ff', '\u200f', 'e\u0301') },
  {
    weight: 3,
    arbitrary: fc
      .integer({ min: 0x20, max: 0x10ffff })
      .filter((point) => (point < 0xd800 || point > 0xdfff) && point !== 0xfffe && point !== 0xffff)
      .map((point) => String.fromCodePoint(point)),
  },
)

export const xmlText = fc.string({ unit: xmlCharacter, maxLength: 12 })

const name = fc.constantFrom(
  'domain',
  'name',
  'disk',
  'metadata',
  'x:y',
  'qemu:arg',
  'a.b-c_d',
  'é',
)
const attributeName = fc.constantFrom('a', 'type', 'x:z', 'qemu:q', 'Name', 'bus')

/** Writes one character in one of the ways that XML has for it. */
const spelled = (place: 'text' | '"' | "'") =>
  fc.tuple(xmlCharacter, fc.integer({ min: 0, max: 3 })).map(([character, way]) => {
    const point = character.codePointAt(0) ?? 0
    if (way === 0) return `&#${point};`
    if (way === 1) return `&#x${point.toString(16)};`
    if (character === '&') return '&amp;'
    if (character === '<') return '&lt;'
    if (character === '>') return place === 'text' ? '&gt;' : '>'
    if (character === place) return place === '"' ? '&quot;' : '&apos;'
    return character
  })

const written = (place: 'text' | '"' | "'") =>
  fc.array(spelled(place), { maxLength: 8 }).map((parts) => parts.join(''))

const attribute = fc
  .tuple(attributeName, fc.constantFrom('"' as const, "'" as const), fc.constantFrom(' ', '\n  '))
  .chain(([key, quote, gap]) =>
    written(quote).map((value) => [key, `${gap}${key}=${quote}${value}${quote}`] as const),
  )

const attributes = fc
  .uniqueArray(attribute, { selector: ([key]) => key, maxLength: 3 })
  .map((list) => list.map(([, text]) => text).join(''))

const comment = xmlText
  .filter((text) => !text.includes('--') && !text.endsWith('-'))
  .map((text) => `<!--${text}-->`)

const instruction = xmlText
  .filter((text) => !text.includes('?>') && !text.endsWith('?'))
  .map((text) => `<?pi ${text}?>`)

const cdata = xmlText.filter((text) => !text.includes(']]>')).map((text) => `<![CDATA[${text}]]>`)

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc
    .array(
      fc.oneof(
        { maxDepth: 4, depthIdentifier: 'xml' },
        written('text'),
        comment,
        instruction,
        cdata,
        fc.constantFrom('\n  ', '&entity;'),
        tie('element'),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join('')),
  element: fc
    .tuple(name, attributes, fc.boolean(), tie('content'))
    .map(([tag, list, isEmpty, content]) =>
      isEmpty ? `<${tag}${list} />` : `<${tag}${list}>${content}</${tag}>`,
    ),
}))

/** Whole documents with everything that XML 1.0 has and domain XML might. */
export const xmlDocument = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0"?>\n'), element, fc.oneof(comment, instruction))
  .map(
    ([declaration, root, around]) =>
      `${declaration}<!DOCTYPE root [<!ENTITY entity "&#38;lt; <b c='&apos;'/>">]>\n${around}
<root xmlns:x="urn:x" xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>${root}</root>${around}\n`,
  )
