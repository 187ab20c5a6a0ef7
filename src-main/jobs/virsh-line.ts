/** Nothing in it means anything to a shell, and a leading dash can't be taken for an option. */
const PLAIN = /^[\w@%+=:,./][\w@%+=:,./-]*$/

/** What could act on a terminal that it is pasted into, or hide in what it shows. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
const ESCAPED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}'\\]/gu

/** Bytes as the shell's octal escapes, three digits each so that no digit after them joins in. */
const octal = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

/**
 * One word of a command line for sh, bash or zsh. Text with control or invisible characters
 * becomes `$'…'`, where they stand as escapes: a pasted line must not act before it is read.
 */
export const shellWord = (text: string): string => {
  if (PLAIN.test(text)) return text
  if (!INVISIBLE.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  return `$'${text.replace(ESCAPED, octal)}'`
}

/** A command line for a shell, of options and of words that may hold anything. */
export const shellLine = (words: readonly string[]): string =>
  words.map((word) => (/^-[\w-]+$/.test(word) ? word : shellWord(word))).join(' ')

/** Options by name; `true` is a bare flag, and false or undefined leaves one out. */
export type VirshOptions = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * The virsh command line that does what a job does, to copy into a terminal. All options go by
 * name, so that a value that begins with a dash stays a value.
 */
export const virshLine = (uri: string, command: string, options: VirshOptions): string => {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return []
    return value === true ? [`--${name}`] : [`--${name}`, shellWord(String(value))]
  })
  return ['virsh', '-c', shellWord(uri), command, ...words].join(' ')
}
