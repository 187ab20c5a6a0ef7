import { Document, serializeToWellFormedString, type Element } from 'slimdom'
import { Problem } from '../failures/problem'

/**
 * An element as a value: `['name', {}, 'web-1']`. Attributes and content that are undefined are
 * left out, so that what is optional needs no branch.
 */
export type XmlTree = readonly [
  name: string,
  attributes?: Readonly<Record<string, string | number | undefined>>,
  ...content: (XmlTree | string | undefined)[],
]

/**
 * Builds XML through the document object model, so that no value can become markup. Throws a
 * `Problem` when a value holds a character that XML cannot carry, such as a control character.
 */
export const buildXml = (tree: XmlTree): string => {
  const document = new Document()
  const element = ([name, attributes = {}, ...content]: XmlTree): Element => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) made.setAttribute(key, String(value))
    }
    for (const part of content) {
      if (part === undefined) continue
      made.appendChild(typeof part === 'string' ? document.createTextNode(part) : element(part))
    }
    return made
  }
  return serializeXml(element(tree))
}

/** Writes an element out. Throws a `Problem` when it holds a character that XML cannot carry. */
export const serializeXml = (element: Element): string => {
  let xml: string
  try {
    xml = serializeToWellFormedString(element)
  } catch (cause) {
    throw new Problem('invalid', 'That text holds a character that cannot be stored', {
      hint: 'Take control characters and halves of emoji out of it.',
      cause,
    })
  }
  // A reader takes a bare carriage return for a line feed.
  return xml.replaceAll('\r', '&#13;')
}
