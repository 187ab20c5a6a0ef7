import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectFolder, stampFolder } from './project.mjs'

/**
 * What a finished step was finished for, so that the next start can skip it.
 *
 * @param {string} step
 * @returns {string | null}
 */
export function readStamp(step) {
  try {
    return readFileSync(join(stampFolder, `${step}.stamp`), 'utf8')
  } catch {
    return null
  }
}

/**
 * @param {string} step
 * @param {string} value
 */
export function writeStamp(step, value) {
  mkdirSync(stampFolder, { recursive: true })
  writeFileSync(join(stampFolder, `${step}.stamp`), value)
}

/**
 * A digest of the named files' contents and names, the same in every checkout.
 *
 * @param {readonly string[]} files absolute paths
 */
export function digestOf(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(relative(projectFolder, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
