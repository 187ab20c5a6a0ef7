import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** What libvirt itself takes: its longest string, in bytes (REMOTE_STRING_MAX). */
const MAX_XML_BYTES = 4 * 1024 * 1024
/** Far above any real definition; keeps recursion over elements within the stack. */
const MAX_DEPTH = 256
/** The parser compares each attribute of an element with those before it. */
const MAX_ATTRIBUTES = 512
/** Room for a few entities; a real definition has no document type at all. */
const MAX_SUBSET_CHARACTERS = 4096

const refuse = (what: string): never => {
  throw new Problem('unsupported', t('The XML {what}', { what }))
}

/** Where the construct ends that is open at `from`: after `end`, or at the end of the text. */
const after = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from)
  return at === -1 ? text.length : at + end.length
}

/** Walks a tag or declaration, quotes respected, to its `>`; answers how many quotes it held. */
const walkTag = (text: string, from: number): { end: number; quoted: number } => {
  let quoted = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '>') return { end: at + 1, quoted }
    if (character === '"' || character === "'") {
      at = after(text, character, at + 1) - 1
      quoted += 1
    }
  }
  return { end: text.length, quoted }
}

/** Where a document type's internal subset ends: at the `]` that stands in no quotes or comment. */
const subsetEnd = (text: string, from: number): number => {
  let at = from
  while (at < text.length && text[at] !== ']') {
    const character = text[at]
    if (character === '"' || character === "'") at = after(text, character, at + 1)
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else at += 1
  }
  return at
}

/** Walks a document type; refuses what would have to be fetched, or grows without bound. */
const walkDocumentType = (text: string, from: number): number => {
  const { end } = walkTag(text, from)
  const open = text.indexOf('[', from)
  if (open === -1 || open > end) return end
  const close = subsetEnd(text, open + 1)
  const subset = text.slice(open + 1, close).replace(/<!--[^]*?-->/g, '')
  if (subset.length > MAX_SUBSET_CHARACTERS) refuse(t('has a document type that is too long'))
  if (/<!ENTITY\s+%/.test(subset)) refuse(t('declares parameter entities'))
  if (/<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC)\b/.test(subset)) refuse(t('refers to external entities'))
  return after(text, '>', close)
}

/**
 * Refuses XML that would cost more than a definition may, before it is parsed: by its size, depth,
 * attributes and entities. Takes time in proportion to the text. Malformed XML passes; the parser
 * has the better words for it. Throws a `Problem`.
 */
export const boundXml = (text: string): void => {
  if (Buffer.byteLength(text) > MAX_XML_BYTES)
    refuse(t('is longer than the 4 MiB that libvirt takes'))
  let depth = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) at = after(text, ']]>', at + 9)
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2)
    else if (text.startsWith('<!DOCTYPE', at)) at = walkDocumentType(text, at + 9)
    else if (text.startsWith('</', at)) {
      depth -= 1
      at = after(text, '>', at + 2)
    } else {
      const { end, quoted } = walkTag(text, at + 1)
      if (quoted > MAX_ATTRIBUTES)
        refuse(t('has an element with more than {most} attributes', { most: MAX_ATTRIBUTES }))
      if (text[at + 1] !== '!' && text[end - 2] !== '/') depth += 1
      if (depth > MAX_DEPTH) refuse(t('is nested deeper than {most} elements', { most: MAX_DEPTH }))
      at = end
    }
  }
}
