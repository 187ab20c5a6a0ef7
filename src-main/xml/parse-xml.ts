import { parseXmlDocument, type Document, type Element } from 'slimdom'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { boundXml } from './xml-bounds'

/** Who wrote the XML, for the words when it cannot be read. */
export type XmlAuthor = 'host' | 'person'

/** How much entities may add, in characters: room for a name said twice, none for a bomb. */
const ENTITY_LIMITS = { entityExpansionThreshold: 64 * 1024, entityExpansionMaxAmplification: 4 }

/** What is wrong with a text, and where the parser gave up. */
interface Mistake {
  readonly reason: string
  /** Both count from 1. */
  readonly at?: { readonly line: number; readonly column: number }
}

const mistakeOf = (error: unknown): Mistake => {
  const message = error instanceof Error ? error.message : String(error)
  const [what = message] = message.split('\n')
  const [, line, column] = /At line (\d+), character (\d+)/.exec(message) ?? []
  const reason = what.replace(/^Parsing document failed, /, '')
  return { reason, ...(line && { at: { line: Number(line), column: Number(column) } }) }
}

/** In one line: `line 3, column 5: expected "quoted attribute value"`. */
const describe = ({ reason, at }: Mistake): string =>
  at
    ? t('line {line}, column {column}: {reason}', { line: at.line, column: at.column, reason })
    : reason

/** A person's text is no XML. */
export class MalformedXml extends Problem {
  constructor(readonly mistake: Mistake) {
    super('invalid', t('The XML is not well-formed: {why}', { why: describe(mistake) }))
  }
}

/**
 * Reads an XML document in all strictness. Its internal entities are replaced by what they stand
 * for; nothing outside is ever fetched. Throws a `MalformedXml` when a person's is not
 * well-formed, and a `Problem` when a host's is not, or when it costs more to read than a definition may.
 */
export const parseXmlText = (text: string, author: XmlAuthor): Document => {
  boundXml(text)
  try {
    return parseXmlDocument(text, ENTITY_LIMITS)
  } catch (error) {
    const mistake = mistakeOf(error)
    if (author === 'person') throw new MalformedXml(mistake)
    throw new Problem('refused-by-host', t('The host sent XML that cannot be read'), {
      cause: new Error(describe(mistake)),
    })
  }
}

/** Reads XML that a host sent. Throws a `Problem` when it is none. */
export const parseXml = (text: string): Element => {
  const { documentElement } = parseXmlText(text, 'host')
  if (!documentElement) throw new Problem('refused-by-host', t('The host sent empty XML'))
  return documentElement
}
