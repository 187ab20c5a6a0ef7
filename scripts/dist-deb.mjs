// `npm run dist:deb`: an installable .deb, offline too. Its path is the last line.
import { fallbackExecutable } from './lib/fallback-electron.mjs'
import { makeDeb } from './lib/deb.mjs'
import { cleanDist, pack } from './lib/pack.mjs'
import { runScript, say, SetUpProblem } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async () => {
  const { electron } = await setUp({})
  cleanDist()
  say('packing …')
  if (!pack(electron, ['dir'])) throw new SetUpProblem('electron-builder failed')
  const isDevelopment = electron === fallbackExecutable
  const deb = await makeDeb({ isDevelopment })
  if (isDevelopment) say('with the stand-in Electron: for development and tests, not for release')
  process.stdout.write(`${deb}\n`)
  return 0
})
