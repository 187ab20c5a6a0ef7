import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** What XML 1.0 cannot hold, not even escaped: most control characters, halves of pairs. */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** `U+0007`, or undefined where all is well. */
export const illegalCharacter = (text: string): string | undefined => {
  const [found] = ILLEGAL.exec(text) ?? []
  if (found === undefined) return undefined
  return `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * Libvirt writes tabs and line breaks in attributes as they are, and whoever reads them back gets
 * blanks; of a carriage return in a text it keeps the line break only. Such values would not
 * survive, so they are refused before they are sent.
 */
const lossy = { line: /[\t\n\r]/, text: /\r/ } as const

/**
 * Refuses a value that would not come back from libvirt as it went in. `field` names it in the
 * `Problem`; `kind` says whether it may have several lines.
 */
const requireXmlText = (
  field: string,
  value: string,
  kind: keyof typeof lossy = 'line',
): string => {
  const illegal = illegalCharacter(value)
  if (illegal !== undefined) {
    throw new Problem(
      'invalid',
      t('{field} has a character that XML cannot hold, {illegal}', { field, illegal }),
    )
  }
  if (lossy[kind].test(value)) {
    const what = kind === 'line' ? t('a tab or line break') : t('a carriage return')
    throw new Problem(
      'invalid',
      t('{field} has {what}, which libvirt does not keep', { field, what }),
    )
  }
  return value
}

/**
 * Checks all texts of a request, however deep, and names a bad one by its path: `disks.0.path`.
 * Fields whose last name is in `manyLines` may have line breaks and tabs.
 */
export const requireXmlTexts = (
  request: unknown,
  manyLines: ReadonlySet<string> = new Set(),
  path = '',
): void => {
  if (typeof request === 'string') {
    const name = path.slice(path.lastIndexOf('.') + 1)
    requireXmlText(path, request, manyLines.has(name) ? 'text' : 'line')
  } else if (typeof request === 'object' && request !== null) {
    for (const [name, value] of Object.entries(request)) {
      requireXmlTexts(value, manyLines, path === '' ? name : `${path}.${name}`)
    }
  }
}
