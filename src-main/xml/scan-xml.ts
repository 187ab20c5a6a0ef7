import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** An element as it ended: where it stood, what it said of itself, and the text in it. */
export interface ScannedElement {
  /** The names from the root to it: `domainsnapshot/disks/disk`. */
  readonly path: string
  readonly attribute: (name: string) => string | undefined
  /** Of itself alone, without what its children hold. */
  readonly text: string
}

/** Deeper than anything that libvirt writes. */
const MOST_DEPTH = 64

const TOKEN = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:'[^'<]*'|"[^"<]*"))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")/g
const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(ENTITY, (whole, hex: string, decimal: string, name: string) => {
        if (name) return named[name] ?? whole
        const code = hex ? parseInt(hex, 16) : Number(decimal)
        return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole
      })
    : text

const attributeIn = (written: string, wanted: string): string | undefined => {
  for (const [, name, single, double] of written.matchAll(ATTRIBUTE)) {
    if (name === wanted) return decoded(single ?? double ?? '')
  }
  return undefined
}

const malformed = (): Problem =>
  new Problem('invalid', t('The host sent XML that is not well-formed'))

/**
 * Walks through XML as libvirt itself writes it, without comments, sections and declarations, and
 * tells of each element as it ends, children before their parent. Builds nothing: for lists of
 * hundreds of descriptions of which little is wanted. Throws a `Problem` for anything else.
 */
export const scanXml = (xml: string, ended: (element: ScannedElement) => void): void => {
  const open: { path: string; written: string; text: string }[] = []
  let isOver = false
  const end = (name: string): void => {
    const element = open.pop()
    if (element?.path.slice(element.path.lastIndexOf('/') + 1) !== name) throw malformed()
    const { path, written, text } = element
    ended({ path, attribute: (name) => attributeIn(written, name), text: decoded(text) })
    isOver = open.length === 0
  }
  TOKEN.lastIndex = 0
  for (let at = 0; at < xml.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(xml)
    if (!token) throw malformed()
    const [, closes, name, written = '', closesItself, text] = token
    const parent = open.at(-1)
    if (text !== undefined) {
      if (parent) parent.text += text
      else if (text.trim() !== '') throw malformed()
    } else if (closes) end(name ?? '')
    else {
      if (isOver || open.length >= MOST_DEPTH) throw malformed()
      open.push({ path: parent ? `${parent.path}/${name}` : (name ?? ''), written, text: '' })
      if (closesItself) end(name ?? '')
    }
  }
  if (!isOver) throw malformed()
}
