import { formatMemory } from './format'

const units = ['', 'k', 'm', 'g', 't', 'p']

/**
 * The bytes of a size as people write it: `20 GiB`, `512m`, `1.5T`, `4096 B`; a number alone is in
 * GiB. Null where it is none, or more than a number holds exactly.
 */
export const parseSize = (text: string): number | null => {
  const [, figure, unit, bytes] =
    /^\s*(\d+(?:[.,]\d+)?)\s*(?:([kmgtp])(?:i?b)?|(b|bytes))?\s*$/i.exec(text) ?? []
  if (figure === undefined) return null
  const scale = bytes === undefined ? units.indexOf(unit?.toLowerCase() ?? 'g') : 0
  const size = Math.round(Number(figure.replace(',', '.')) * 1024 ** scale)
  return Number.isSafeInteger(size) ? size : null
}

/** Bytes as text that `parseSize` reads as exactly that: rounded only where nothing is lost. */
export const exactSize = (bytes: number): string => {
  const text = formatMemory(bytes / 1024).replace(/\s/, ' ')
  return parseSize(text) === bytes ? text : `${bytes} B`
}
