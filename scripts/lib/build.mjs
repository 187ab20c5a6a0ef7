import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { digestOf } from './stamp.mjs'

const rooms = ['src-main', 'src-preload', 'src-renderer']
const settings = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
/** Lies with what was built, so that removing one removes the other. */
const stamp = join(projectFolder, 'out', 'sources.sha256')

/** Builds the app unless what is in `out` was made of exactly these sources. */
export function provideBuild() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceDigest()) return
  build()
}

/** Builds main, preload and renderer into `out`. */
export function build() {
  say('app: building …')
  // Taken before: what changes during the build is built again next time.
  const digest = sourceDigest()
  const builder = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  run(process.execPath, [builder, 'build'], { cwd: projectFolder })
  writeFileSync(stamp, digest)
}

function sourceDigest() {
  const sources = rooms.flatMap((room) =>
    readdirSync(join(projectFolder, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return digestOf([...sources.sort(), ...settings.map((name) => join(projectFolder, name))])
}
