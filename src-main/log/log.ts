import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

export type Log = Logger

/** A log that grew beyond this is put aside at the next start, and the one before it goes. */
const MAX_BYTES = 5 * 1024 * 1024

/**
 * Opens the app's log, `<folder>/virthelm.log`, JSON lines. Where it can't be written the app runs
 * on, and the log goes to standard error.
 */
export const openLog = (folder: string): Log => {
  const path = join(folder, 'virthelm.log')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) {
      renameSync(path, `${path}.1`)
    }
    return pino({ base: null }, pino.destination({ dest: path, sync: true, mode: 0o600 }))
  } catch (error) {
    const log = pino({ base: null }, pino.destination(2))
    log.warn({ path, error: String(error) }, 'the log file cannot be written')
    return log
  }
}
