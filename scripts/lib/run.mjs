import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetUpProblem } from './say.mjs'

/** Lines of a failed program's output: some say first what is wrong, some last. */
const shownOfFailure = { first: 15, last: 30 }

/**
 * Runs a program to its end, silent unless it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, timeout?: number }} [options] timeout in ms
 * @throws {SetUpProblem} with what it printed, when it cannot be run, fails or takes too long
 */
export function run(program, args, options = {}) {
  const { status, signal, error, output } = spawnSync(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status === 0) return
  const how = error?.message ?? (signal ? `ended by ${signal}` : `status ${status}`)
  const printed = (output ?? []).join('').trim().split('\n')
  const { first, last } = shownOfFailure
  if (printed.length > first + last) printed.splice(first, printed.length - first - last, '…')
  throw new SetUpProblem(
    [`"${[program, ...args].join(' ')}" failed: ${how}`, ...printed].join('\n'),
  )
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
