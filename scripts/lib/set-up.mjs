import { provideBuild } from './build.mjs'
import { provideDependencies } from './dependencies.mjs'
import { provideElectron } from './electron.mjs'
import { provideGuest } from './guest.mjs'
import { providePackages } from './packages.mjs'
import { SetUpProblem } from './say.mjs'

const oldestNode = [20, 19]

/**
 * All that running or testing needs, in the order in which one needs the other; what is there
 * already costs a look.
 *
 * @param {object} options
 * @param {boolean} [options.forTests] with what only tests need
 * @param {boolean} [options.retryDownload] try Electron's own download again
 * @param {boolean} [options.withBuild] with the app itself built
 * @returns {Promise<{ electron: string, guestFolder: string | null }>}
 * @throws {SetUpProblem}
 */
export async function setUp({ forTests = false, retryDownload = false, withBuild = true }) {
  requireNode()
  provideDependencies()
  providePackages(forTests ? ['run', 'test'] : ['run'])
  const electron = await provideElectron({ retryDownload })
  const guestFolder = provideGuest({ required: forTests })
  if (withBuild) provideBuild()
  return { electron, guestFolder }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetUpProblem(
    `Node.js ${oldestNode.join('.')} or newer is needed; this is ${process.version}`,
  )
}
