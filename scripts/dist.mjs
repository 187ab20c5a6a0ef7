// `npm run dist`: every package that this machine's network allows, and a word on those it does not.
import { makeDeb } from './lib/deb.mjs'
import { fallbackExecutable } from './lib/fallback-electron.mjs'
import { cleanDist, distFolder, pack } from './lib/pack.mjs'
import { runScript, say, SetUpProblem } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async () => {
  const { electron } = await setUp({ retryDownload: true })
  cleanDist()
  say('packing …')
  if (!pack(electron, ['dir'])) throw new SetUpProblem('electron-builder failed')
  const isDevelopment = electron === fallbackExecutable
  say(`made ${await makeDeb({ isDevelopment })}`)
  const others = ['x64', 'arm64'].filter((architecture) => architecture !== process.arch)
  say(`left out ${others.join(' and ')}: each is made on a machine of its own kind`)
  say('left out Flatpak: flatpak-builder makes it by resources/linux/org.virthelm.Virthelm.yml')
  if (isDevelopment) {
    say(
      'left out AppImage and rpm: Electron could not be downloaded, and the stand-in is not released',
    )
    return 0
  }
  for (const target of ['AppImage', 'rpm']) {
    if (pack(electron, [target])) say(`made the ${target} in ${distFolder}`)
    else say(`left out ${target}: its tools could not be downloaded`)
  }
  return 0
})
