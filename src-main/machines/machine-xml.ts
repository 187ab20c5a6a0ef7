import { parseXmlDocument, type Document, type Element } from 'slimdom'
import { Problem } from '../failures/problem'

/** Reads XML that a host sent. Throws a `Problem` when it is none. */
export const parseXml = (xml: string): Element => {
  let document: Document
  try {
    document = parseXmlDocument(xml)
  } catch (error) {
    throw new Problem('refused-by-host', 'The host sent XML that cannot be read', { cause: error })
  }
  if (!document.documentElement) throw new Problem('refused-by-host', 'The host sent empty XML')
  return document.documentElement
}

/** The child elements of that name. */
export const children = (parent: Element, name?: string): readonly Element[] =>
  name === undefined ? parent.children : parent.children.filter(({ nodeName }) => nodeName === name)

/** The first element along a path of child names, such as `os/type`. */
export const find = (parent: Element, path: string): Element | undefined => {
  let at: Element | undefined = parent
  for (const name of path.split('/')) at = at && children(at, name)[0]
  return at
}

/** The text of the element along a path, or undefined where there is none. */
export const textOf = (parent: Element, path: string): string | undefined =>
  find(parent, path)?.textContent?.trim() || undefined

/** An attribute of the element along a path, or undefined where there is none. */
export const attributeOf = (parent: Element, path: string, name: string): string | undefined =>
  (path === '' ? parent : find(parent, path))?.getAttribute(name) ?? undefined
