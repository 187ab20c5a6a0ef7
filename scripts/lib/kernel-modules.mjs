import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SetUpProblem } from './say.mjs'

/**
 * The modules and all they depend on, each after what it depends on. A name without a file is
 * taken to be built into the kernel.
 *
 * @param {string} packages the unpacked kernel packages
 * @param {readonly string[]} wanted
 * @returns {{ name: string, content: Buffer }[]} uncompressed
 */
export function modulesInLoadOrder(packages, wanted) {
  const files = moduleFiles(join(packages, 'lib', 'modules'))
  /** @type {Map<string, Buffer>} */
  const ordered = new Map()
  const add = (/** @type {string} */ name) => {
    const file = files.get(name)
    if (!file || ordered.has(name)) return
    const content = readModule(file)
    for (const dependency of dependenciesOf(content)) add(dependency)
    ordered.set(name, content)
  }
  for (const name of wanted) add(name)
  return [...ordered].map(([name, content]) => ({ name, content }))
}

/** @param {string} folder */
function moduleFiles(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((file) => /\.ko(\.\w+)?$/.test(file))
      .map((file) => [moduleName(basename(file).replace(/\.ko(\.\w+)?$/, '')), join(folder, file)]),
  )
}

/** The kernel takes - and _ in a module's name for the same. @param {string} name */
function moduleName(name) {
  return name.replaceAll('-', '_')
}

/** @param {string} file */
function readModule(file) {
  if (file.endsWith('.ko')) return readFileSync(file)
  const program = file.endsWith('.zst') ? 'zstd' : 'xz'
  const unpacked = spawnSync(program, ['-dc', file], { maxBuffer: 64 * 1024 * 1024 })
  if (unpacked.status !== 0) throw new SetUpProblem(`${program} could not unpack ${basename(file)}`)
  return unpacked.stdout
}

/** Reads the `depends=a,b` that every module carries among its strings. @param {Buffer} module */
function dependenciesOf(module) {
  const mark = '\0depends='
  const start = module.indexOf(mark)
  if (start === -1) return []
  const text = module.toString(
    'latin1',
    start + mark.length,
    module.indexOf(0, start + mark.length),
  )
  return text.split(',').filter(Boolean).map(moduleName)
}
