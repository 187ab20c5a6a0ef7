import { parseXmlDocument, type Element } from 'slimdom'
import type { MetadataChange } from '../../../src-preload/contract/calls/metadata'
import { machineColours, type MachineMetadata } from '../../../src-preload/contract/metadata'
import { buildElement, type XmlTree } from '../../xml/build-xml'
import { parseXml } from '../../xml/parse-xml'
import { children, find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'

/** The namespace of this app's element in a machine's definition; see docs/metadata.md. */
export const METADATA_NAMESPACE = 'https://virthelm.org/xmlns/machine/1.0'
/** The prefix that the element has there. Only this app's habit: the namespace is what counts. */
export const METADATA_PREFIX = 'virthelm'

const empty: MachineMetadata = { tags: [], notes: '', colour: null, start: null }

/** Text as it comes back: an XML reader takes other line ends for line feeds. */
const normalLines = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** Each tag once, in the order in which they were given. */
export const uniqueTags = (tags: readonly string[]): readonly string[] => [
  ...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== '')),
]

const wholeNumber = (element: Element, name: string): number => {
  const value = Number(element.getAttribute(name))
  return Number.isSafeInteger(value) && value >= 0 ? value : 0
}

/** Reads the element as libvirt answers it, without namespace. Null is a machine that has none. */
export const readMetadata = (xml: string | null): MachineMetadata => {
  if (xml === null) return empty
  const root = parseXml(xml)
  const start = find(root, 'start')
  const colour = find(root, 'colour')?.textContent?.trim()
  return {
    tags: uniqueTags(children(root, 'tag').map((tag) => tag.textContent ?? '')),
    notes: normalLines(find(root, 'notes')?.textContent ?? ''),
    colour: machineColours.find((known) => known === colour) ?? null,
    start: start
      ? { order: wholeNumber(start, 'order'), delay: wholeNumber(start, 'delay') }
      : null,
  }
}

/** Puts elements in the place of all of that name; null is where there is nothing to say. */
const replaceAll = (root: Element, name: string, trees: readonly XmlTree[]): void => {
  for (const old of children(root, name)) old.remove()
  const document = root.ownerDocument
  if (document) for (const tree of trees) root.append(buildElement(document, tree))
}

/**
 * Changes the element: what is not known of it (a later version's, another program's) stays. Null
 * where nothing is left to say. Throws a `Problem` for text that XML cannot carry.
 */
export const changeMetadata = (xml: string | null, change: MetadataChange): string | null => {
  const document = parseXmlDocument(xml ?? '<machine/>')
  const root = document.documentElement
  if (!root) return null
  const { tags, notes, colour, start } = change
  if (tags) {
    replaceAll(
      root,
      'tag',
      uniqueTags(tags).map((tag): XmlTree => ['tag', {}, tag]),
    )
  }
  if (notes !== undefined) {
    const text = normalLines(notes)
    replaceAll(root, 'notes', text === '' ? [] : [['notes', {}, text]])
  }
  if (colour !== undefined) {
    replaceAll(root, 'colour', colour === null ? [] : [['colour', {}, colour]])
  }
  if (start !== undefined) replaceAll(root, 'start', start === null ? [] : [['start', start]])
  return root.firstElementChild || root.attributes.length > 0 ? serializeXml(root) : null
}
