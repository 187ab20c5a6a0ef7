import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetUpProblem } from './say.mjs'

/**
 * Runs a program to its end with its output on our stderr.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @throws {SetUpProblem} when it cannot be run, fails or overruns `options.timeout` (ms)
 */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { stdio: ['ignore', 2, 2], ...options })
  const how =
    result.error?.message ??
    (result.signal ? `ended by ${result.signal}` : `status ${result.status}`)
  if (result.status !== 0)
    throw new SetUpProblem(`"${[program, ...args].join(' ')}" failed: ${how}`)
}

/**
 * What a program prints, or null when it cannot be run or fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string | null}
 */
export function outputOf(program, args, options = {}) {
  const result = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
    encoding: 'utf8',
  })
  return result.status === 0 ? result.stdout : null
}

/**
 * Where a program is, looked up in PATH and the system folders a person's PATH often lacks.
 *
 * @param {string} program
 * @returns {string | null}
 */
export function whereIs(program) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/bin',
    '/bin',
  ]
  for (const folder of folders.filter(Boolean)) {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return join(folder, program)
    } catch {
      continue
    }
  }
  return null
}
