// The three test suites, and what their own reports say of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { projectFolder, stampFolder } from './project.mjs'

/** @typedef {{ passed: number, failed: number, failures: readonly string[] }} Count `failures` are what failed, by name and first line */

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
    ({ numPassedTests, numFailedTests, testResults }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      failures: testResults.flatMap(failuresOfFile),
    }),
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
  /** @type {Count[]} */
  const counts = []
  const runner = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const args = [`--shard=${part}/${storyParts}`, `--output=test-results/part-${part}`]
      counts.push(await runPlaywright(environment, args, `e2e-${part}`))
    }
  }
  await Promise.all([runner(), runner()])
  return sumOf(counts)
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function sumOf(counts) {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    failures: counts.flatMap(({ failures }) => failures),
  }
}

/**
 * @param {any} file as Vitest's report has it
 * @returns {string[]}
 */
function failuresOfFile({ name, message, assertionResults }) {
  /** @type {string[]} */
  const failures = assertionResults
    .filter((/** @type {any} */ { status }) => status === 'failed')
    .map((/** @type {any} */ test) => failureLine(name, test.fullName, test.failureMessages[0]))
  // A file that could not be run has no tests to name.
  return message && failures.length === 0 ? [failureLine(name, 'as a whole', message)] : failures
}

/**
 * @param {any} suite as Playwright's report has it
 * @returns {string[]}
 */
function failuresOfSuite({ suites = [], specs = [] }) {
  const failures = specs
    .filter((/** @type {any} */ { ok }) => !ok)
    .map((/** @type {any} */ { file, title, tests }) =>
      failureLine(
        join(projectFolder, 'e2e', file),
        title,
        tests[0]?.results.at(-1)?.error?.message,
      ),
    )
  return [...failures, ...suites.flatMap(failuresOfSuite)]
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string | undefined} message
 */
function failureLine(file, title, message) {
  const [reason = ''] = stripVTControlCharacters(message ?? '').split('\n')
  return `${relative(projectFolder, file)} › ${title}: ${reason}`
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
    ({ stats, suites, errors }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      failures: [
        ...suites.flatMap(failuresOfSuite),
        ...errors.map((/** @type {any} */ error) =>
          failureLine(report, 'as a whole', error.message),
        ),
      ],
    }),
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
  const count = readReport(report, read)
  if (status === 0 && count.passed > 0) return count
  return { ...count, failed: Math.max(count.failed, 1) }
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
    return {
      passed: 0,
      failed: 0,
      failures: [`${relative(projectFolder, report)} was not written`],
    }
  }
}
