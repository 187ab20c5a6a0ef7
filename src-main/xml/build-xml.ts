import { Document, type Element } from 'slimdom'
import { serializeXml } from './serialize-xml'

/**
 * An element as a value: `['name', {}, 'web-1']`. Attributes and content that are undefined are
 * left out, so that what is optional needs no branch.
 */
export type XmlTree = readonly [
  name: string,
  attributes?: Readonly<Record<string, string | number | undefined>>,
  ...content: (XmlTree | string | number | undefined)[],
]

/**
 * Builds an element through the document object model, so that no value can become markup. It
 * belongs to `document` and is in no place yet.
 */
export const buildElement = (
  document: Document,
  [name, attributes = {}, ...content]: XmlTree,
): Element => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value))
  }
  for (const part of content) {
    if (part === undefined) continue
    element.append(typeof part === 'object' ? buildElement(document, part) : String(part))
  }
  return element
}

/**
 * Builds XML in one line. Throws a `Problem` when a value holds a character that XML cannot carry,
 * such as a control character.
 */
export const buildXml = (tree: XmlTree): string => serializeXml(buildElement(new Document(), tree))
