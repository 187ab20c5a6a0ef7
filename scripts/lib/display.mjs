import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf } from './electron.mjs'
import { outputOf, whereIs } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'

/** @throws {SetUpProblem} when there is nothing to show a window on */
export function requireDisplay() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return
  const virtual = whereIs('xvfb-run') ? '' : ' (after: apt-get install xvfb xauth)'
  throw new SetUpProblem(
    'there is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). ' +
      `To run it on a virtual one: xvfb-run -a npm start${virtual}`,
  )
}

/**
 * The flags that this user and display need before the app's folder.
 *
 * @param {string} executable
 * @throws {SetUpProblem} when this user can have no sandbox
 */
export function runtimeFlags(executable) {
  // Chromium's own complaints, of a missing D-Bus for one, tell nobody anything here.
  const flags = process.env.ELECTRON_ENABLE_LOGGING ? [] : ['--log-level=3']
  if (!process.env.DISPLAY) flags.push('--ozone-platform-hint=auto')
  if (process.getuid?.() === 0) {
    say('warning: running as root, where Chromium has no sandbox (--no-sandbox)')
    flags.push('--no-sandbox')
  } else requireSandbox(executable)
  return flags
}

/** @param {string} executable */
function requireSandbox(executable) {
  const helper = join(folderOf(executable), 'chrome-sandbox')
  if (existsSync(helper) && isSetUidRoot(helper)) return
  // Needs what Chromium needs: a namespace of one's own, and rights within it.
  if (outputOf('unshare', ['--user', '--map-root-user', 'true']) !== null) return
  throw new SetUpProblem(
    'this system gives unprivileged users no user namespaces, so Chromium has no sandbox, and ' +
      'Virthelm does not start without one. Run this line, then start again:\n' +
      `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  )
}

/** @param {string} file */
function isSetUidRoot(file) {
  const { mode, uid } = statSync(file)
  return uid === 0 && (mode & 0o4000) !== 0
}
