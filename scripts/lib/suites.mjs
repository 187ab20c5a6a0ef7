// The three test suites, and what their own reports say of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder, stampFolder } from './project.mjs'

/** @typedef {{ passed: number, failed: number }} Count */

const reportFolder = join(stampFolder, 'test-reports')
const modules = join(projectFolder, 'node_modules')
/** Large enough for the window and its consoles; what every screenshot and run has alike. */
const virtualScreen = '-screen 0 2000x1200x24'

/**
 * @param {'unit' | 'integration'} project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Count>}
 */
export function runVitest(project, environment) {
  const report = join(reportFolder, `${project}.json`)
  const vitest = join(modules, 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return runSuite(
    report,
    [process.execPath, vitest, 'run', '--project', project, ...reporters],
    environment,
    ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
  )
}

/** Small enough that two runners end at about the same time. */
const storyParts = 6

/**
 * Runs all end-to-end stories in the real app, in parts, two at a time: they wait for guests more than
 * they compute. Each part has a virtual screen of its own, because two apps on one take the focus
 * from each other.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Count>}
 */
export async function runAllStories(environment) {
  const waiting = Array.from({ length: storyParts }, (_, index) => index + 1)
  const total = { passed: 0, failed: 0 }
  const runner = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const args = [`--shard=${part}/${storyParts}`, `--output=test-results/part-${part}`]
      const { passed, failed } = await runPlaywright(environment, args, `e2e-${part}`)
      total.passed += passed
      total.failed += failed
    }
  }
  await Promise.all([runner(), runner()])
  return total
}

/**
 * Runs end-to-end stories in the real app on a virtual screen.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} [args] for Playwright
 * @param {string} [name] of the report
 * @returns {Promise<Count>}
 */
export function runPlaywright(environment, args = [], name = 'e2e') {
  const report = join(reportFolder, `${name}.json`)
  const playwright = join(modules, '@playwright', 'test', 'cli.js')
  const onScreen = ['xvfb-run', '-a', '-s', virtualScreen]
  return runSuite(
    report,
    [
      ...onScreen,
      process.execPath,
      playwright,
      'test',
      '--config',
      'e2e',
      '--reporter=list,json',
      ...args,
    ],
    { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  )
}

/**
 * A suite that fails without a failed test, or runs none, counts as one failure.
 *
 * @param {string} report
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} environment
 * @param {(report: any) => Count} read
 * @returns {Promise<Count>}
 */
async function runSuite(report, command, environment, read) {
  mkdirSync(reportFolder, { recursive: true })
  rmSync(report, { force: true })
  const [program = '', ...args] = command
  const suite = spawn(program, args, { cwd: projectFolder, stdio: 'inherit', env: environment })
  const [status] = await once(suite, 'exit')
  const { passed, failed } = readReport(report, read)
  const isWhole = status === 0 && passed > 0
  return { passed, failed: isWhole ? failed : Math.max(failed, 1) }
}

/**
 * @param {string} report
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function readReport(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, failed: 0 }
  }
}
