// `npm run bench [-- NAME…]`: set-up, then the figures, one JSON line each on stdout.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

/** In memory where that can be had: how fast a disk is says nothing about Virthelm. */
const makeFolder = () => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vhb-'))
  chmodSync(folder, 0o755)
  return folder
}

/**
 * Ends the guests and daemons that an interrupted run has left, and removes its files.
 *
 * @param {string} folder
 */
const cleanUp = (folder) => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.pid')) continue
    try {
      process.kill(Number(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
    } catch {
      // It ended by itself.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/**
 * Runs the figures to their end, or to that of an interruption, on a screen of their own.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<number>} the exit status
 */
const measure = async (environment) => {
  const screen = ['-a', '-s', '-screen 0 1600x1000x24']
  const runner = [process.execPath, '--import', 'tsx', join('scripts', 'bench', 'main.ts')]
  // A process group of its own: a signal then ends all of it, and leaves us to clear up behind it.
  const run = spawn('xvfb-run', [...screen, ...runner, ...process.argv.slice(2)], {
    cwd: projectFolder,
    stdio: 'inherit',
    detached: true,
    env: environment,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => process.kill(-(run.pid ?? 0), signal))
  }
  const [status] = await once(run, 'exit')
  return status ?? 1
}

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const folder = makeFolder()
  try {
    return await measure({ ...environment, TMPDIR: folder })
  } finally {
    cleanUp(folder)
  }
})
