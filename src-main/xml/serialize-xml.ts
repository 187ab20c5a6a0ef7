import type { Document, Element, Node } from 'slimdom'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { illegalCharacter } from './xml-characters'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Left as they are, these would be read back as a blank, or as a line break.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

const escape = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (character) => entities[character] ?? character)

/** Two hands write a definition: libvirt's own, and libxml2's inside `<metadata>`. */
const hands = {
  libvirt: { quote: "'", attribute: /[&<>"'\t\n\r]/g, text: /[&<>"'\r]/g },
  libxml2: { quote: '"', attribute: /[&<>"\t\n\r]/g, text: /[&<>\r]/g },
} as const

type Hand = (typeof hands)[keyof typeof hands]

const checked = (text: string, of: Node): string => {
  const illegal = illegalCharacter(text)
  if (illegal === undefined) return text
  const place = of.nodeType === 1 ? of.nodeName : (of.parentNode?.nodeName ?? of.nodeName)
  throw new Problem(
    'invalid',
    t('{place} has a character that XML cannot hold, {illegal}', { place, illegal }),
  )
}

const writeElement = (element: Element, hand: Hand): string => {
  const { quote } = hand
  const inside = element.nodeName === 'metadata' ? hands.libxml2 : hand
  const attributes = element.attributes.map(
    ({ name, value }) =>
      ` ${name}=${quote}${escape(checked(value, element), hand.attribute)}${quote}`,
  )
  const start = `<${element.nodeName}${attributes.join('')}`
  if (!element.firstChild) return `${start}/>`
  return `${start}>${writeChildren(element, inside)}</${element.nodeName}>`
}

const write = (node: Node, hand: Hand): string => {
  const data = node.nodeValue ?? ''
  switch (node.nodeType) {
    case 1:
      return writeElement(node as Element, hand)
    case 3:
      return escape(checked(data, node), hand.text)
    case 4:
      return `<![CDATA[${checked(data, node)}]]>`
    case 7:
      return data === '' ? `<?${node.nodeName}?>` : `<?${node.nodeName} ${data}?>`
    case 8:
      return `<!--${data}-->`
    default:
      // A document type: its entities are in the text now, and libvirt asks for nothing else of it.
      return ''
  }
}

const writeChildren = (parent: Node, hand: Hand): string =>
  parent.childNodes.map((child) => write(child, hand)).join('')

/**
 * Writes XML the way libvirt does, quotes and escapes included, so that a definition that libvirt
 * wrote is written back byte for byte. Nothing is added: no declaration, no namespace. Throws a
 * `Problem` for a character that XML cannot hold.
 */
export const serializeXml = (node: Document | Element): string =>
  node.nodeType === 1
    ? write(node, hands.libvirt)
    : node.childNodes
        .map((child) => write(child, hands.libvirt))
        .filter((part) => part !== '')
        .map((part) => `${part}\n`)
        .join('')
