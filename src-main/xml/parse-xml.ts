import { parseXmlDocument, type Document, type Element } from 'slimdom'
import { Problem } from '../failures/problem'
import { boundXml } from './xml-bounds'

/** Who wrote the XML, for the words when it cannot be read. */
export type XmlAuthor = 'host' | 'person'

/** How much entities may add, in characters: room for a name said twice, none for a bomb. */
const ENTITY_LIMITS = { entityExpansionThreshold: 64 * 1024, entityExpansionMaxAmplification: 4 }

/** The parser's message in one line: `line 3, column 5: expected "quoted attribute value"`. */
const describe = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  const [what = message] = message.split('\n')
  const [, line, column] = /At line (\d+), character (\d+)/.exec(message) ?? []
  const reason = what.replace(/^Parsing document failed, /, '')
  return line === undefined ? reason : `line ${line}, column ${column}: ${reason}`
}

/**
 * Reads an XML document in all strictness. Its internal entities are replaced by what they stand
 * for; nothing outside is ever fetched. Throws a `Problem` when it is not well-formed, or costs
 * more to read than a definition may.
 */
export const parseXmlText = (text: string, author: XmlAuthor): Document => {
  boundXml(text)
  try {
    return parseXmlDocument(text, ENTITY_LIMITS)
  } catch (error) {
    if (author === 'person') {
      throw new Problem('invalid', `The XML is not well-formed: ${describe(error)}`)
    }
    throw new Problem('refused-by-host', 'The host sent XML that cannot be read', {
      cause: new Error(describe(error)),
    })
  }
}

/** Reads XML that a host sent. Throws a `Problem` when it is none. */
export const parseXml = (text: string): Element => {
  const { documentElement } = parseXmlText(text, 'host')
  if (!documentElement) throw new Problem('refused-by-host', 'The host sent empty XML')
  return documentElement
}
