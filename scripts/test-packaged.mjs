// `npm run test:packaged`: makes the .deb twice and compares the two, installs it, checks what the
// desktop reads of it, and does the main job with it. Leaves the system as it was.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { build } from './lib/build.mjs'
import { fallbackExecutable } from './lib/fallback-electron.mjs'
import { makeDeb } from './lib/deb.mjs'
import { cleanDist, pack, readPackage } from './lib/pack.mjs'
import { mayInstall, providePackages, removePackage, installFile } from './lib/packages.mjs'
import { outputOf, run, whereIs } from './lib/run.mjs'
import { runScript, say, SetUpProblem } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { runPlaywright } from './lib/suites.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

/** What the package puts where desktops, software centres and shells look. */
const entry = '/usr/share/applications/virthelm.desktop'
const metainfo = '/usr/share/metainfo/org.virthelm.Virthelm.metainfo.xml'
const completion = '/usr/share/bash-completion/completions/virthelm'

/** @param {string} electron the executable @returns {Promise<string>} the package's path */
const makePackage = async (electron) => {
  cleanDist()
  say('packing …')
  if (!pack(electron, ['dir'])) throw new SetUpProblem('electron-builder failed')
  return makeDeb({ isDevelopment: electron === fallbackExecutable })
}

/** @param {string} path */
const digestOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

await runScript(async () => {
  if (!whereIs('dpkg-deb') || !mayInstall()) {
    throw new SetUpProblem('installing a .deb needs Debian or Ubuntu, and root or sudo')
  }
  const environment = testEnvironment(await setUp({ forTests: true }))
  providePackages(['package'])
  const { name } = readPackage()
  if (outputOf('dpkg-query', ['-W', name]) !== null) {
    throw new SetUpProblem(`${name} is installed here: remove it first (sudo apt remove ${name})`)
  }
  const electron = environment['VIRTHELM_ELECTRON'] ?? ''
  const first = digestOf(await makePackage(electron))
  build()
  const deb = await makePackage(electron)
  if (digestOf(deb) !== first) throw new Error('two builds of the same sources differ')
  say(`installing ${deb} …`)
  installFile(deb)
  try {
    run('desktop-file-validate', [entry])
    run('appstreamcli', ['validate', '--no-net', '--pedantic', metainfo])
    run('bash', ['-n', completion])
    const { failed } = await runPlaywright(environment, ['--config', 'e2e/packaged.config.ts'])
    return failed === 0 ? 0 : 1
  } finally {
    removePackage(name)
  }
})
