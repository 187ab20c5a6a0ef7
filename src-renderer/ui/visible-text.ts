/** Abbreviations of those that names are likely to hold; the rest is shown by its code. */
const abbreviations: Readonly<Record<string, string>> = {
  '\t': 'TAB',
  '\n': 'LF',
  '\r': 'CR',
  '\u001b': 'ESC',
  '\u061c': 'ALM',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
}

// The control characters are what these patterns are about.
// oxlint-disable-next-line no-control-regex
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const pictureOf = (character: string): string => {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')
  return `⟨${abbreviations[character] ?? code}⟩`
}

/**
 * Text that came from a host, with its control characters made visible and its direction overrides
 * made harmless: a name can't pose as another one.
 */
export const visibleText = (text: string): string => text.replace(invisible, pictureOf)

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/

/** A name for use within a sentence, which its direction can't reorder. */
export const isolated = (name: string): string => {
  const visible = visibleText(name)
  return rightToLeft.test(visible) ? `\u2068${visible}\u2069` : visible
}
