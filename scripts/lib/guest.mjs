// Builds the demo guest: a kernel and an initramfs, from Debian packages and resources/guest.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { copyGuestAgent, guestAgentPackages } from './guest-agent.mjs'
import { modulesInLoadOrder } from './kernel-modules.mjs'
import { inEnglish, mayInstall, runAptGet } from './packages.mjs'
import { cacheFolder, projectFolder } from './project.mjs'
import { outputOf, run, whereIs } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'
import { digestOf } from './stamp.mjs'

const recipe = join(projectFolder, 'resources', 'guest')
const builders = ['guest.mjs', 'guest-agent.mjs', 'kernel-modules.mjs'].map((name) =>
  join(projectFolder, 'scripts', 'lib', name),
)

/**
 * Holds a folder for each version of the recipe, with vmlinuz and initrd.img: checkouts of different
 * versions each find their own.
 */
const guestsFolder = join(cacheFolder, 'guests')
/** How many versions are kept; the oldest go first. */
const VERSIONS_KEPT = 4

/** The packages that name the current kernel for virtual machines: Debian's, Ubuntu's. */
const kernelNames = ['linux-image-cloud-amd64', 'linux-image-virtual']

/** What the guest uses of its virtual hardware. Those built into a kernel need no loading. */
const modules = [
  'button',
  'evdev',
  'virtio_pci',
  'virtio_mmio',
  'virtio_blk',
  'virtio_scsi',
  'virtio_net',
  'virtio_console',
  'virtio_balloon',
  'virtio_rng',
  'isofs',
  'vfat',
  'crc32c_generic',
  'ext4',
]

/**
 * Builds the guest unless it is there in the version of this checkout. Without it Virthelm works,
 * but has no demo machine: what stands in the way is said, and is no failure unless `required`.
 *
 * @param {{ required?: boolean }} [options]
 * @returns {string | null} the folder, or null without a guest
 * @throws {SetUpProblem} when required and not to be had
 */
export function provideGuest({ required = false } = {}) {
  const folder = join(guestsFolder, recipeVersion().slice(0, 16))
  if (existsSync(folder)) return folder
  try {
    build(folder)
    return folder
  } catch (error) {
    if (required || !(error instanceof SetUpProblem)) throw error
    say(`demo guest: not built, so there is no demo machine: ${error.message}`)
    return null
  }
}

function recipeVersion() {
  const files = readdirSync(recipe, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return digestOf([...files.sort(), ...builders])
}

/** @param {string} folder */
function build(folder) {
  if (process.arch !== 'x64') throw new SetUpProblem(`its kernel is not for ${process.arch}`)
  for (const program of ['apt-get', 'dpkg', 'cpio']) {
    if (!whereIs(program)) throw new SetUpProblem(`${program}, which it is built with, is not here`)
  }
  say('demo guest: building from Debian packages (25 MB, once) …')
  mkdirSync(guestsFolder, { recursive: true })
  const workFolder = mkdtempSync(join(cacheFolder, 'guest-building-'))
  try {
    const packages = join(workFolder, 'packages')
    const built = join(workFolder, 'built')
    mkdirSync(built)
    unpackPackages(workFolder, packages)
    cpSync(kernelIn(packages), join(built, 'vmlinuz'))
    const root = makeRoot(join(workFolder, 'root'), packages)
    writeFileSync(join(built, 'initrd.img'), gzipSync(archive(root)))
    // Somebody else may have been quicker; theirs is as good.
    if (!existsSync(folder)) renameSync(built, folder)
    removeOldest()
  } finally {
    rmSync(workFolder, { recursive: true, force: true })
  }
}

function removeOldest() {
  const folders = readdirSync(guestsFolder)
    .map((name) => join(guestsFolder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  for (const folder of folders.slice(VERSIONS_KEPT))
    rmSync(folder, { recursive: true, force: true })
}

/**
 * @param {string} workFolder
 * @param {string} into
 */
function unpackPackages(workFolder, into) {
  try {
    downloadPackages(workFolder)
  } catch (error) {
    // Old package lists name versions that are gone, a bare system has none.
    if (!(error instanceof SetUpProblem) || !mayInstall()) throw error
    runAptGet('update')
    downloadPackages(workFolder)
  }
  for (const file of readdirSync(workFolder).filter((name) => name.endsWith('.deb'))) {
    run('dpkg', ['-x', join(workFolder, file), into])
  }
}

/** @param {string} folder */
function downloadPackages(folder) {
  const names = [...kernelPackages(), 'busybox-static', ...guestAgentPackages()]
  // Without a sandbox user apt needs no folder that its own user may write to.
  const sandbox = ['-o', `APT::Sandbox::User=${userInfo().username}`]
  run('apt-get', ['-qq', ...sandbox, 'download', ...names], { cwd: folder })
}

/** The current kernel's packages: its image and, apart from it on Ubuntu, its modules. */
function kernelPackages() {
  const depends = (/** @type {string} */ name) =>
    [
      ...(outputOf('apt-cache', ['depends', '--important', name], inEnglish) ?? '').matchAll(
        /Depends: (\S+)/g,
      ),
    ].map(([, dependency]) => dependency ?? '')
  const images = kernelNames.flatMap(depends).filter((name) => /^linux-image-\d/.test(name))
  const [image] = images
  if (!image) throw new SetUpProblem(`no package list knows ${kernelNames.join(' or ')}`)
  return [image, ...depends(image).filter((name) => /^linux-modules-\d/.test(name))]
}

/** @param {string} packages */
function kernelIn(packages) {
  const boot = join(packages, 'boot')
  const name = readdirSync(boot).find((file) => file.startsWith('vmlinuz'))
  if (!name) throw new SetUpProblem('the kernel package holds no kernel')
  return join(boot, name)
}

/**
 * Lays out the guest's root: the recipe, busybox, the guest agent, and the modules with the order to
 * load them in.
 *
 * @param {string} root
 * @param {string} packages
 */
function makeRoot(root, packages) {
  cpSync(recipe, root, { recursive: true, filter: (file) => basename(file) !== 'README.md' })
  mkdirSync(join(root, 'bin'))
  cpSync(join(packages, 'bin', 'busybox'), join(root, 'bin', 'busybox'))
  copyGuestAgent(packages, root)
  mkdirSync(join(root, 'lib', 'modules'), { recursive: true })
  const loaded = modulesInLoadOrder(packages, modules)
  for (const { name, content } of loaded)
    writeFileSync(join(root, 'lib/modules', `${name}.ko`), content)
  writeFileSync(join(root, 'etc', 'modules'), loaded.map(({ name }) => `${name}\n`).join(''))
  return root
}

/** @param {string} root */
function archive(root) {
  const files = ['.', ...readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()]
  const packed = spawnSync('cpio', ['--create', '--format=newc', '--owner=0:0', '--quiet'], {
    cwd: root,
    input: files.join('\n'),
    maxBuffer: 256 * 1024 * 1024,
  })
  if (packed.status !== 0) throw new SetUpProblem(`cpio failed: ${packed.stderr.toString()}`)
  return packed.stdout
}
