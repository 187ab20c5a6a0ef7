/** Quotes a word for a shell, where it needs it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** A command line to copy into a shell. */
export const shellLine = (words: readonly string[]): string => words.map(quoted).join(' ')
