// `npm run test:newcomer`: what somebody new does: clone, `npm start`, `npm run dev`, change a
// label, see it in the window that is open. Says how long each step took; fails beyond five minutes.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { projectFolder } from './lib/project.mjs'
import { runScript, say, SetUpProblem } from './lib/say.mjs'

const LONGEST_MS = 5 * 60_000
const SCREEN = ['-a', '-s', '-screen 0 1280x800x24', 'npm', 'run', '--silent']
const LABEL = {
  file: 'src-renderer/activity/activity.tsx',
  from: "{t('Activity')} <Chevron",
  to: 'Doings <Chevron',
}

const began = Date.now()
const tell = (/** @type {string} */ step) =>
  say(`newcomer: ${step}, ${Math.round((Date.now() - began) / 1000)} s after the clone began`)

/** A port that nobody listens on just now. */
const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * The page that shows the label, as soon as there is one.
 *
 * @param {number} port
 */
const openPage = async (port) => {
  for (const end = Date.now() + LONGEST_MS; Date.now() < end; await sleep(500)) {
    try {
      // Electron has no contexts to give defaults to.
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, {
        noDefaults: true,
      })
      const page = browser.contexts().flatMap((context) => context.pages())[0]
      if (page) return page
    } catch {
      // It is not there yet.
    }
  }
  throw new SetUpProblem('newcomer: npm run dev opened no window')
}

await runScript(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vh-newcomer-'))
  const clone = join(folder, 'virthelm')
  spawnSync('git', ['clone', '-q', projectFolder, clone], { stdio: 'inherit' })
  tell('cloned')
  const start = spawnSync('xvfb-run', [...SCREEN, 'start', '--', '--version'], {
    cwd: clone,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (start.status !== 0) throw new SetUpProblem('newcomer: npm start failed')
  tell('npm start has set up and run the app')

  const port = await freePort()
  const profile = ['--user-data-dir', join(folder, 'profile'), '--connect', 'test:///default']
  const dev = spawn(
    'xvfb-run',
    [...SCREEN, 'dev', '--', `--remote-debugging-port=${port}`, ...profile],
    { cwd: clone, stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  )
  const ended = once(dev, 'exit')
  try {
    const page = await openPage(port)
    await page.getByRole('button', { name: 'Activity' }).waitFor({ timeout: LONGEST_MS })
    tell('npm run dev shows the window')
    const path = join(clone, LABEL.file)
    const source = readFileSync(path, 'utf8')
    if (!source.includes(LABEL.from)) throw new SetUpProblem(`newcomer: no label in ${LABEL.file}`)
    writeFileSync(path, source.replace(LABEL.from, LABEL.to))
    await page.getByRole('button', { name: 'Doings' }).waitFor({ timeout: LONGEST_MS })
    tell('the changed label shows')
    await page.context().browser()?.close()
    return Date.now() - began < LONGEST_MS ? 0 : 1
  } finally {
    if (dev.exitCode === null && dev.pid !== undefined) process.kill(-dev.pid, 'SIGTERM')
    await ended
    // Processes of the app write to their profile until the last of them is gone.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})
