/**
 * The one catalogue of words. English messages are their own keys, so that the source reads as the
 * app does and English costs nothing; what stands in for them comes from the language's file.
 */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Catalogue, Words } from './languages'

/** What a message's arguments stand for. */
export type MessageValues = Readonly<Record<string, string | number>>

// A window is given its words before its first module is evaluated: tables of modules hold words.
let { language, catalogue }: { language: string; catalogue: Catalogue } = (
  globalThis as { readonly virthelm?: { readonly words?: Words | null } }
).virthelm?.words ?? { language: 'en', catalogue: {} }

const parsed = new Map<string, IntlMessageFormat>()

/** From now on messages are told in these words; the main process says so before its first one. */
export const speak = (words: Words): void => {
  ;({ language, catalogue } = words)
  parsed.clear()
}

/** The language that is spoken, as BCP 47 has it: `en`, `de`. */
export const spokenLanguage = (): string => language

/** Marks a message that a table holds, for the catalogue; where it is told, `t` translates it. */
export const message = <Text extends string>(text: Text): Text => text

/** A message with its arguments' places, parsed once. */
const formatOf = (text: string): IntlMessageFormat => {
  const known = parsed.get(text)
  if (known) return known
  const format = new IntlMessageFormat(catalogue[text] ?? text, language, undefined, {
    ignoreTag: true,
  })
  parsed.set(text, format)
  return format
}

/**
 * A message in the spoken language. With values it is in ICU's syntax:
 * `t('{count, plural, one {# machine} other {# machines}}', { count })`.
 * Throws where a value is missing.
 */
export const t = (text: string, values?: MessageValues): string =>
  values === undefined ? (catalogue[text] ?? text) : String(formatOf(text).format(values))

/** Words as they stand within a sentence, where English begins them with a small letter. */
export const withinSentence = (words: string): string =>
  language === 'en' ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words

/** A message in pieces, where values are more than text, such as elements; in the language's order. */
export const pieces = <Value>(
  text: string,
  values: Readonly<Record<string, Value | string | number>>,
): readonly (Value | string)[] => {
  const told = formatOf(text).format<Value>(values)
  return Array.isArray(told) ? told : [told]
}
