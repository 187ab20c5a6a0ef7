// `npm run soak:app [-- --minutes N]`: set-up, then the whole app as it is used for N minutes (120
// unless said otherwise), at an accelerated pace; the last line of stdout is JSON.
import { join } from 'node:path'
import { runApp } from './lib/app-process.mjs'
import { projectFolder } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const screen = ['-a', '-s', '-screen 0 1600x1000x24']
  const program = [process.execPath, '--import', 'tsx', join('scripts', 'soak', 'app.ts')]
  return runApp('xvfb-run', [...screen, ...program, ...process.argv.slice(2)], environment, {
    tellAll: true,
    cwd: projectFolder,
  })
})
