import { t } from '../../src-preload/language/t'
import { PLAIN_SCREEN } from './plain-screen'
import { readConsoles } from './read-consoles'
import { readLogTail } from './read-log-tail'

/** A line that no guest's output is taken for, whatever the log left set. */
const heading = (text: string): string =>
  `${PLAIN_SCREEN}\x1b[7m ${text.replace(/\p{Cc}/gu, '�')} \x1b[0m\r\n`

/** A screen or two, and a bit. */
const USUAL_LINES = 100
const MOST_LINES = 10_000

/** The number of lines that `LIBVIRT_LOG_TAIL` asks for: 100 where it says nothing, 0 for none. */
export const readLogTailLines = (value: string | undefined): number => {
  if (value === undefined || value.trim() === '') return USUAL_LINES
  return /^\d+$/.test(value.trim()) ? Math.min(Number(value), MOST_LINES) : USUAL_LINES
}

/**
 * What a console has said before anybody listened: the end of the log that its definition names,
 * between two headings. Null where it has none, or nothing is in it; a log that can't be read says
 * so. Only for machines of this computer: the file is its own.
 */
export const readPast = async (
  xml: string,
  device: string | null,
  lines: number,
): Promise<Uint8Array | null> => {
  const logFile = readConsoles(xml).find((known) => known.device === device)?.logFile ?? null
  if (logFile === null) return null
  try {
    const tail = await readLogTail(logFile, lines)
    if (tail.length === 0) return null
    return Buffer.concat([
      Buffer.from(
        heading(
          t('{lines, plural, one {Up to # line} other {Up to # lines}} of {path}', {
            lines,
            path: logFile,
          }),
        ),
      ),
      tail,
      Buffer.from(`\r\n${heading(t('Live from here'))}`),
    ])
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    return Buffer.from(
      heading(t('{path} cannot be read: {why}', { path: logFile, why: code ?? message })),
    )
  }
}
