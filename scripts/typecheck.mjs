// Type-checks every room with its own tsconfig, so that a browser global in the main process or a
// Node global in the window is an error. Runs all of them and reports all of them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './lib/project.mjs'

const rooms = ['src-main', 'src-preload', 'src-renderer', 'e2e', 'scripts']
const compiler = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc')

const failed = rooms.filter((room) => {
  if (!existsSync(join(projectFolder, room, 'tsconfig.json')))
    throw new Error(`${room} has no tsconfig.json`)
  const result = spawnSync(process.execPath, [compiler, '-p', room], {
    cwd: projectFolder,
    stdio: 'inherit',
  })
  return result.status !== 0
})
console.log(
  failed.length === 0
    ? `types: ${rooms.length} rooms checked`
    : `types: errors in ${failed.join(', ')}`,
)
process.exitCode = failed.length === 0 ? 0 : 1
