// Prints the path of the Electron executable in use as the last line of its output.
import { provideDependencies } from './lib/dependencies.mjs'
import { provideElectron } from './lib/electron.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async () => {
  provideDependencies()
  console.log(await provideElectron())
})
