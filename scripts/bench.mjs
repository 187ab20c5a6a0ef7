// `npm run bench [-- NAME…]`: set-up, then the figures, one JSON line each on stdout.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const runner = ['--import', 'tsx', join('scripts', 'bench', 'main.ts')]
  const onScreen = ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24']
  const [program = '', ...args] = [...onScreen, process.execPath, ...runner]
  const { status } = spawnSync(program, [...args, ...process.argv.slice(2)], {
    cwd: projectFolder,
    stdio: 'inherit',
    env: environment,
  })
  return status ?? 1
})
