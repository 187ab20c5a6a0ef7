import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** Installs the npm dependencies by the lockfile unless exactly these are installed. */
export function provideDependencies() {
  if (areInstalled()) return
  say('npm dependencies: installing by package-lock.json …')
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectFolder,
  })
}

/** npm keeps its own account of what it installed: no stamp of ours could be as true. */
function areInstalled() {
  const wanted = packagesIn(join(projectFolder, 'package-lock.json'))
  const installed = packagesIn(join(projectFolder, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === '' || optional || installed[folder]?.version === version,
  )
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages
  } catch {
    return {}
  }
}
