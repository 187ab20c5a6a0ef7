// `npm start`: all the set-up that is missing, then the app.
import { runApp } from './lib/app-process.mjs'
import { requireDisplay, runtimeFlags } from './lib/display.mjs'
import { withHost } from './lib/launch.mjs'
import { projectFolder } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async () => {
  requireDisplay()
  const { electron, guestFolder } = await setUp({})
  const flags = runtimeFlags(electron)
  return withHost(guestFolder, process.argv.slice(2), (environment, args) =>
    runApp(electron, [...flags, projectFolder, ...args], environment),
  )
})
