// The system's packages that Virthelm needs, and how they get there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { outputOf, run, whereIs } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'

/**
 * @typedef {object} Need
 * @property {'run' | 'test' | 'package'} purpose
 * @property {readonly string[]} names the package's names on Debian and Ubuntu, newest first
 * @property {string} provides what to look for on other systems: a program, or a shared library
 * @property {readonly string[]} [services] what it would start, now and at every boot, and must not
 */

/** @type {readonly Need[]} */
export const needs = [
  { purpose: 'run', names: ['libvirt-daemon'], provides: 'libvirtd' },
  { purpose: 'run', names: ['libvirt-daemon-driver-qemu'], provides: 'libvirtd' },
  { purpose: 'run', names: ['libvirt-clients'], provides: 'virsh' },
  { purpose: 'run', names: ['qemu-system-x86'], provides: 'qemu-system-x86_64' },
  { purpose: 'run', names: ['qemu-utils'], provides: 'qemu-img' },
  { purpose: 'run', names: ['libgtk-3-0t64', 'libgtk-3-0'], provides: 'libgtk-3.so.0' },
  { purpose: 'run', names: ['libnss3'], provides: 'libnss3.so' },
  { purpose: 'run', names: ['libasound2t64', 'libasound2'], provides: 'libasound.so.2' },
  { purpose: 'run', names: ['libgbm1'], provides: 'libgbm.so.1' },
  { purpose: 'run', names: ['libxss1'], provides: 'libXss.so.1' },
  { purpose: 'run', names: ['libnotify4'], provides: 'libnotify.so.4' },
  { purpose: 'run', names: ['cpio'], provides: 'cpio' },
  {
    purpose: 'test',
    names: ['openssh-server'],
    provides: 'sshd',
    services: ['ssh.service', 'ssh.socket'],
  },
  { purpose: 'test', names: ['netcat-openbsd'], provides: 'nc' },
  { purpose: 'test', names: ['libsasl2-modules'], provides: 'saslpasswd2' },
  {
    purpose: 'test',
    names: ['sasl2-bin'],
    provides: 'saslpasswd2',
    services: ['saslauthd.service'],
  },
  { purpose: 'test', names: ['openssl'], provides: 'openssl' },
  { purpose: 'test', names: ['libxml2-utils'], provides: 'xmllint' },
  { purpose: 'test', names: ['dbus-daemon'], provides: 'dbus-daemon' },
  { purpose: 'test', names: ['polkitd'], provides: 'pkcheck' },
  { purpose: 'test', names: ['xvfb'], provides: 'Xvfb' },
  { purpose: 'test', names: ['xauth'], provides: 'xauth' },
  { purpose: 'test', names: ['python3-libvirt'], provides: 'python3' },
  { purpose: 'test', names: ['ovmf'], provides: 'qemu-system-x86_64' },
  { purpose: 'test', names: ['swtpm'], provides: 'swtpm' },
  { purpose: 'test', names: ['swtpm-tools'], provides: 'swtpm_setup' },
  { purpose: 'test', names: ['osinfo-db'], provides: 'osinfo-query' },
  { purpose: 'package', names: ['desktop-file-utils'], provides: 'desktop-file-validate' },
  { purpose: 'package', names: ['appstream'], provides: 'appstreamcli' },
]

/**
 * Sees to it that the packages for these purposes are installed: by apt-get when root or when sudo
 * asks no password. On systems other than Debian's it says what it does not find, and goes on.
 *
 * @param {readonly Need['purpose'][]} purposes
 * @throws {SetUpProblem} with the one line to run when packages are missing and may not be installed
 */
export function providePackages(purposes) {
  const wanted = needs.filter((need) => purposes.includes(need.purpose))
  if (!whereIs('apt-get') || !whereIs('dpkg-query')) return reportMissing(wanted)
  const installed = installedPackages(wanted.flatMap((need) => need.names))
  const missing = wanted.filter((need) => !need.names.some((name) => installed.has(name)))
  if (missing.length > 0) install(missing)
}

/** @param {readonly string[]} names */
function installedPackages(names) {
  // It fails when one of the names is unknown here, and still prints the others.
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' })
  const lines = stdout.split('\n').map((line) => line.split(' '))
  return new Set(lines.filter(([, state]) => state === 'installed').map(([name]) => name))
}

/** @param {readonly Need[]} missing */
function install(missing) {
  if (!mayInstall()) {
    const names = missing.map((need) => nameHere(need) ?? need.names.at(-1)).join(' ')
    throw new SetUpProblem(
      `packages are missing, and installing them needs root. Run this line, then start again:\n` +
        `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    )
  }
  say('packages: reading the package lists …')
  runAptGet('update')
  const names = missing.map((need) => {
    const name = nameHere(need)
    if (name) return name
    throw new SetUpProblem(`packages: ${need.names.join(' or ')} is in none of this system's lists`)
  })
  say(`packages: installing ${names.join(' ')} …`)
  withoutServices(
    missing.flatMap((need) => need.services ?? []),
    () => runAptGet('install', '-y', '--no-install-recommends', ...names),
  )
}

/**
 * Tests start the daemons that they need; nobody asked for an SSH server on their computer.
 *
 * @param {readonly string[]} services
 * @param {() => void} body installs the packages that bring them
 */
function withoutServices(services, body) {
  if (services.length === 0 || !hasServiceManager()) return body()
  runAsRoot('systemctl', 'mask', '--runtime', ...services)
  try {
    body()
  } finally {
    runAsRoot('systemctl', 'unmask', '--runtime', ...services)
    for (const service of services) {
      if (outputOf('systemctl', ['is-enabled', service])) runAsRoot('systemctl', 'disable', service)
    }
  }
}

const hasServiceManager = () => existsSync('/run/systemd/system')

const isRoot = () => process.getuid?.() === 0

/** Whether apt-get can install here without asking anybody anything. */
export const mayInstall = () => isRoot() || outputOf('sudo', ['-n', 'true']) !== null

/** @param {string[]} args */
export function runAptGet(...args) {
  const settings = ['DEBIAN_FRONTEND=noninteractive']
  // Keeps packages from starting services where no service manager would look after them.
  if (!hasServiceManager()) settings.push('RUNLEVEL=1')
  runAsRoot('env', ...settings, 'apt-get', '-qq', ...args)
}

/** @param {string} deb the path of a package, which is installed with what it depends on */
export const installFile = (deb) => runAptGet('install', '-y', '--no-install-recommends', deb)

/** @param {string} name of an installed package */
export const removePackage = (name) => runAptGet('purge', '-y', name)

/**
 * @param {string} program
 * @param {string[]} args
 */
function runAsRoot(program, ...args) {
  if (isRoot()) run(program, args)
  else run('sudo', ['-n', program, ...args])
}

export const inEnglish = { env: { ...process.env, LC_ALL: 'C' } }

/**
 * The first of a package's names that this system's lists can install.
 *
 * @param {Need} need
 */
function nameHere(need) {
  return need.names.find((name) =>
    /Candidate: (?!\(none\))/.test(outputOf('apt-cache', ['policy', name], inEnglish) ?? ''),
  )
}

/** @param {readonly Need[]} wanted */
function reportMissing(wanted) {
  const libraries = outputOf('ldconfig', ['-p']) ?? outputOf('/sbin/ldconfig', ['-p'])
  const isThere = (/** @type {string} */ name) =>
    name.includes('.so') ? (libraries?.includes(name) ?? true) : whereIs(name) !== null
  const missing = [...new Set(wanted.map((need) => need.provides))].filter((name) => !isThere(name))
  if (missing.length === 0) return
  say(`packages: this is no Debian, so install what provides ${missing.join(', ')}; going on`)
}
