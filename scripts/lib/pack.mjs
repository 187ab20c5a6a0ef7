import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { outputOf, run } from './run.mjs'
import { projectFolder } from './project.mjs'

export const distFolder = join(projectFolder, 'dist')

/** @returns {{ name: string, version: string, description: string }} */
export const readPackage = () =>
  JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))

/**
 * The time that everything in a package is dated by, in seconds since the epoch: the commit's, so
 * that one commit gives one package.
 */
export const sourceDate = () =>
  process.env.SOURCE_DATE_EPOCH ??
  outputOf('git', ['log', '-1', '--format=%ct'], { cwd: projectFolder })?.trim() ??
  '0'

/** Every Electron says its version in a file beside it. @param {string} executable */
const versionOf = (executable) =>
  readFileSync(join(dirname(executable), 'version'), 'utf8')
    .trim()
    .replace(/^v/, '')

/**
 * Packs the built app with an Electron into `dist/linux-unpacked`, by electron-builder.
 *
 * @param {string} electron the executable
 * @param {readonly string[]} targets of electron-builder, such as `dir` or `AppImage`
 * @returns {boolean} whether electron-builder could make them all
 */
export function pack(electron, targets) {
  const stage = mkdtempSync(join(tmpdir(), 'virthelm-electron-'))
  try {
    cpSync(dirname(electron), stage, { recursive: true, verbatimSymlinks: true })
    // A stand-in Electron brings a default app, which would run instead of ours.
    rmSync(join(stage, 'resources', 'app'), { recursive: true, force: true })
    const builder = join(projectFolder, 'node_modules', 'electron-builder', 'cli.js')
    const { status } = spawnSync(
      process.execPath,
      [
        builder,
        '--linux',
        ...targets,
        '--publish=never',
        `-c.electronDist=${stage}`,
        `-c.electronVersion=${versionOf(electron)}`,
      ],
      {
        cwd: projectFolder,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, SOURCE_DATE_EPOCH: sourceDate() },
      },
    )
    return status === 0
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** Removes what earlier packing left. */
export const cleanDist = () => rmSync(distFolder, { recursive: true, force: true })

/** @param {readonly string[]} args of dpkg-deb */
export const dpkgDeb = (args) => run('dpkg-deb', args)
