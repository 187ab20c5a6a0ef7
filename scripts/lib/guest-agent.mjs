// QEMU's guest agent with the libraries that it needs, for a guest that has nothing else of Debian.
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inEnglish } from './packages.mjs'
import { outputOf } from './run.mjs'
import { SetUpProblem } from './say.mjs'

const agentPackage = 'qemu-guest-agent'
const loaderName = 'ld-linux-x86-64.so.2'

/** The agent's package, and those of the libraries below it. */
export function guestAgentPackages() {
  const found = new Set([agentPackage])
  // What joins the set while it is walked is walked, too.
  for (const name of found) for (const library of librariesOf(name)) found.add(library)
  return [...found]
}

/** @param {string} name */
function librariesOf(name) {
  const told = outputOf('apt-cache', ['depends', '--important', name], inEnglish) ?? ''
  return [...told.matchAll(/Depends: ((?:z?lib)\S+)/g)].map(([, library]) => library ?? '')
}

/**
 * Puts the agent and what it loads into the guest: the dynamic loader itself says what that is.
 *
 * @param {string} packages the unpacked packages
 * @param {string} root the guest's
 * @throws {SetUpProblem} when a library is missing
 */
export function copyGuestAgent(packages, root) {
  const folders = ['lib', 'usr/lib'].map((name) => join(packages, name, 'x86_64-linux-gnu'))
  const agent = join(packages, 'usr', 'sbin', 'qemu-ga')
  const loader = folders.map((folder) => join(folder, loaderName)).find(existsSync)
  if (!loader) throw new SetUpProblem('the C library package holds no dynamic loader')
  const told = outputOf(loader, ['--library-path', folders.join(':'), '--list', agent]) ?? ''
  const libraries = [...told.matchAll(/=> (\S+)/g)].map(([, path]) => path ?? '')
  const stray = libraries.find((path) => !path.startsWith(packages))
  if (libraries.length === 0 || stray !== undefined || told.includes('not found')) {
    throw new SetUpProblem(`the guest agent lacks a library: ${stray ?? told.trim()}`)
  }
  for (const folder of ['lib', 'lib64']) mkdirSync(join(root, folder), { recursive: true })
  cpSync(agent, join(root, 'bin', 'qemu-ga'))
  cpSync(loader, join(root, 'lib64', loaderName), { dereference: true })
  for (const path of libraries)
    cpSync(path, join(root, 'lib', basename(path)), { dereference: true })
}
