// `npm run dev`: the app with hot reload of its windows.
import { join } from 'node:path'
import { runApp } from './lib/app-process.mjs'
import { requireDisplay, runtimeFlags } from './lib/display.mjs'
import { folderOf } from './lib/electron.mjs'
import { withHost } from './lib/launch.mjs'
import { projectFolder } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async () => {
  requireDisplay()
  const { electron, guestFolder } = await setUp({ withBuild: false })
  const flags = runtimeFlags(electron)
  const server = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  process.chdir(projectFolder)
  return withHost(guestFolder, process.argv.slice(2), (environment, args) =>
    runApp(process.execPath, [server, 'dev', '--watch', '--', ...args], {
      ...environment,
      ELECTRON_EXEC_PATH: electron,
      ELECTRON_OVERRIDE_DIST_PATH: folderOf(electron),
      ...(flags.includes('--no-sandbox') && { NO_SANDBOX: '1' }),
    }),
  )
})
