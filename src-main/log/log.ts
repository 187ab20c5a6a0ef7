import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

export type Log = Logger

/** A log that grew beyond this is put aside, and the one before it goes. */
const MAX_BYTES = 5 * 1024 * 1024

/** How often a running app looks how large its log is, in ms. */
const LOOK_MS = 10 * 60_000

const putAside = (path: string): boolean => {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= MAX_BYTES) return false
  renameSync(path, `${path}.1`)
  return true
}

/**
 * Opens the app's log, `<folder>/virthelm.log`, JSON lines. Where it can't be written the app runs
 * on, and the log goes to standard error.
 */
export const openLog = (folder: string): Log => {
  const path = join(folder, 'virthelm.log')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    putAside(path)
    const file = pino.destination({ dest: path, sync: true, mode: 0o600 })
    const log = pino({ base: null }, file)
    const looking = setInterval(() => {
      try {
        if (putAside(path)) file.reopen()
      } catch (error) {
        log.warn({ path, error: String(error) }, 'the log file cannot be put aside')
      }
    }, LOOK_MS)
    looking.unref()
    return log
  } catch (error) {
    const log = pino({ base: null }, pino.destination(2))
    log.warn({ path, error: String(error) }, 'the log file cannot be written')
    return log
  }
}
