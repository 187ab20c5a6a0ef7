import { app, type WebContents } from 'electron'
import type { Log } from '../log/log'

/** A page that dies more often than this within a minute is left dead. */
const LIVES = 3
const MINUTE_MS = 60_000

const revive = (contents: WebContents, log: Log): void => {
  let deaths: number[] = []
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    deaths = [...deaths.filter((at) => at > now - MINUTE_MS), now]
    log.error({ reason, exitCode, url: contents.getURL() }, 'a window’s process died')
    if (deaths.length <= LIVES && !contents.isDestroyed()) contents.reload()
  })
}

/**
 * Loads a window's page again when its process dies. Nothing is lost by it: what a person sees is
 * the main process's, consoles and their pasts included.
 */
export const revivePages = (log: Log): void => {
  app.on('web-contents-created', (_event, contents) => revive(contents, log))
}
