import { join } from 'node:path'
import { runApp } from './app-process.mjs'
import { projectFolder } from './project.mjs'
import { runScript } from './say.mjs'
import { setUp } from './set-up.mjs'
import { testEnvironment } from './test-environment.mjs'

/**
 * Sets up what tests need, and runs a TypeScript program of `scripts` with this process's
 * arguments; its status is ours.
 *
 * @param {string} program
 * @param {readonly string[]} [flags] for Node
 */
export async function runTool(program, flags = []) {
  await runScript(async () => {
    const environment = testEnvironment(await setUp({ forTests: true, withBuild: false }))
    const runner = [...flags, '--import', 'tsx', join('scripts', program)]
    return runApp(process.execPath, [...runner, ...process.argv.slice(2)], environment, {
      tellAll: true,
      cwd: projectFolder,
    })
  })
}
