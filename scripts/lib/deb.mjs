import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { drawIcons, iconSizes } from './icons.mjs'
import { distFolder, dpkgDeb, readPackage, sourceDate } from './pack.mjs'
import { projectFolder } from './project.mjs'
import { SetUpProblem } from './say.mjs'

/** What Chromium needs of the system; the second names are those of releases before t64. */
const depends = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libnss3',
  'libasound2t64 | libasound2',
  'libgbm1',
  'libnotify4',
  'xdg-utils',
]

const architectures = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' })

/** @param {string} folder @returns {number} the size of all files below, in bytes */
const sizeOf = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sum + sizeOf(path)
    return entry.isFile() ? sum + statSync(path).size : sum
  }, 0)

/** Folders 755; files 755 where their owner may run them, else 644. @param {string} folder */
const setModes = (folder) => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) setModes(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

/**
 * Makes an installable .deb of `dist/linux-unpacked` with Debian's own tool, which works offline;
 * electron-builder's deb target downloads its tools.
 *
 * @param {{ isDevelopment: boolean }} options of an Electron that is not for release
 * @returns {Promise<string>} its path
 */
export async function makeDeb({ isDevelopment }) {
  const { name, version, description } = readPackage()
  const architecture = architectures[process.arch]
  if (!architecture) throw new SetUpProblem(`there is no package for ${process.arch}`)
  const fullVersion = isDevelopment ? `${version}+development` : version
  const root = join(distFolder, 'deb')
  rmSync(root, { recursive: true, force: true })

  /** @param {string} from in resources/linux @param {string} to @param {boolean} [zipped] */
  const install = (from, to, zipped = false) => {
    const path = join(root, to)
    mkdirSync(dirname(path), { recursive: true })
    const source = join(projectFolder, 'resources', 'linux', from)
    if (zipped) writeFileSync(path, gzipSync(readFileSync(source), { level: 9 }))
    else copyFileSync(source, path)
  }

  const application = join(root, 'opt', 'virthelm')
  cpSync(join(distFolder, 'linux-unpacked'), application, {
    recursive: true,
    verbatimSymlinks: true,
  })
  mkdirSync(join(root, 'usr', 'bin'), { recursive: true })
  symlinkSync('/opt/virthelm/virthelm', join(root, 'usr', 'bin', 'virthelm'))
  install('virthelm.desktop', 'usr/share/applications/virthelm.desktop')
  install(
    'org.virthelm.Virthelm.metainfo.xml',
    'usr/share/metainfo/org.virthelm.Virthelm.metainfo.xml',
  )
  install('virthelm.1', 'usr/share/man/man1/virthelm.1.gz', true)
  install('virthelm.bash-completion', 'usr/share/bash-completion/completions/virthelm')
  const documents = join(root, 'usr', 'share', 'doc', 'virthelm')
  mkdirSync(documents, { recursive: true })
  for (const room of ['main', 'renderer']) {
    copyFileSync(
      join(projectFolder, 'out', room, 'third-party-licences.md'),
      join(documents, `third-party-licences-${room}.md`),
    )
  }
  const drawn = join(distFolder, 'icons')
  await drawIcons(drawn)
  const icons = join(root, 'usr', 'share', 'icons', 'hicolor')
  for (const size of iconSizes) {
    const folder = join(icons, `${size}x${size}`, 'apps')
    mkdirSync(folder, { recursive: true })
    copyFileSync(join(drawn, `${size}x${size}.png`), join(folder, 'virthelm.png'))
  }
  mkdirSync(join(icons, 'scalable', 'apps'), { recursive: true })
  copyFileSync(
    join(projectFolder, 'resources', 'icon.svg'),
    join(icons, 'scalable', 'apps', 'virthelm.svg'),
  )

  setModes(root)
  // Chromium's own helper, for systems where users may not make namespaces.
  chmodSync(join(application, 'chrome-sandbox'), 0o4755)
  const control = [
    `Package: ${name}`,
    `Version: ${fullVersion}`,
    `Architecture: ${architecture}`,
    'Maintainer: The Virthelm developers <virthelm@localhost>',
    `Installed-Size: ${Math.ceil(sizeOf(root) / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    'Recommends: libvirt-daemon-system | libvirt-daemon, qemu-system-x86 | qemu-system',
    'Suggests: libvirt-clients, virt-viewer, openssh-client',
    'Section: admin',
    'Priority: optional',
    `Description: ${description}`,
    ' One live list of the virtual machines of all libvirt hosts, driven from the',
    ' keyboard, with serial consoles in windows of their own.',
    '',
  ]
  mkdirSync(join(root, 'DEBIAN'), { mode: 0o755 })
  writeFileSync(join(root, 'DEBIAN', 'control'), control.join('\n'), { mode: 0o644 })
  const file = join(distFolder, `${name}_${fullVersion}_${architecture}.deb`)
  // dpkg-deb dates everything by this.
  process.env.SOURCE_DATE_EPOCH = sourceDate()
  dpkgDeb(['--root-owner-group', '-Zzstd', '-z9', '--build', root, file])
  return file
}
