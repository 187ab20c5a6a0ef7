import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'

/** @type {readonly NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm and the terminal both send the same Ctrl+C, and Chromium dies of a second one. */
const sameSignalMs = 500

/**
 * Runs the app to its end, passing signals on.
 *
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @param {{ tellAll?: boolean, cwd?: string }} [options] with `tellAll` signals go to all that it started, not to itself alone
 * @returns {Promise<number>} its exit status; 128 + number of the signal that ended it
 */
export async function runApp(executable, args, environment, { tellAll = false, cwd } = {}) {
  // Its own process group: the terminal's Ctrl+C reaches it once, through us.
  const app = spawn(executable, args, { stdio: 'inherit', detached: true, env: environment, cwd })
  let lastSignalAt = 0
  const passOn = (/** @type {NodeJS.Signals} */ signal) => {
    const now = Date.now()
    if (now - lastSignalAt > sameSignalMs) {
      if (tellAll && app.pid) process.kill(-app.pid, signal)
      else app.kill(signal)
    }
    lastSignalAt = now
  }
  for (const signal of passedOn) process.on(signal, passOn)
  try {
    const [status, signal] = await once(app, 'exit')
    return signal ? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)] : status
  } finally {
    for (const signal of passedOn) process.off(signal, passOn)
  }
}
