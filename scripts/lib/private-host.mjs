// A libvirt host for as long as the app runs, where the system has none and cannot start one: root
// in a container, on a bare image. It runs as a user of its own, because libvirtd gives root only
// the system's daemon, and that needs a system around it.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { outputOf, run, whereIs } from './run.mjs'
import { say, SetUpProblem } from './say.mjs'

const user = 'virthelm'
/** Machines defined here are kept; only their running ends with the app. */
const stateFolder = '/var/lib/virthelm'
const runtimeFolder = '/run/virthelm'
const socket = join(runtimeFolder, 'libvirt', 'libvirt-sock')
const uri = `qemu+unix:///session?socket=${socket}`
const logFile = join(stateFolder, 'libvirtd.log')

const systemSockets = ['libvirt-sock', 'virtqemud-sock'].map((name) =>
  join('/var/run/libvirt', name),
)

const startMs = 20_000
const shutdownMs = 15_000
/** The daemon ends by itself if we could not end it and nobody uses it, in seconds. */
const idleSeconds = 30

/**
 * @typedef {object} PrivateHost
 * @property {string} uri reaches it from any user that may open its socket
 * @property {string} socket
 * @property {string} guestFolder a copy of the demo guest that its hypervisor may read
 * @property {() => Promise<void>} stop shuts its machines down, then the daemon; a signal hurries it
 */

/** Whether this user is served by no daemon, running or started on demand. */
export async function needsPrivateHost() {
  if (process.getuid?.() !== 0 || existsSync('/run/systemd/system')) return false
  for (const path of systemSockets) if (await answers(path)) return false
  return true
}

/**
 * Starts the host, or joins the one that another start has left or is running.
 *
 * @param {string | null} guestFolder the demo guest to copy
 * @returns {Promise<PrivateHost>}
 * @throws {SetUpProblem} when the daemon does not come up
 */
export async function startPrivateHost(guestFolder) {
  const ownGuestFolder = prepareFolders(guestFolder)
  if (await answers(socket)) {
    say(`private libvirt host: already running at ${uri}`)
    return { uri, socket, guestFolder: ownGuestFolder, stop: async () => {} }
  }
  say(`no libvirt daemon runs here: starting a private one for as long as the app runs`)
  const daemon = spawnDaemon()
  for (const end = Date.now() + startMs; !(await answers(socket)); await sleep(20)) {
    if (daemon.exitCode === null && Date.now() < end) continue
    daemon.kill('SIGKILL')
    throw new SetUpProblem(`the private libvirt daemon did not start; ${logFile} says why`)
  }
  return { uri, socket, guestFolder: ownGuestFolder, stop: () => stop(daemon) }
}

/** @param {string | null} guestFolder */
function prepareFolders(guestFolder) {
  if (outputOf('id', [user]) === null) {
    run('useradd', [
      '--system',
      '--user-group',
      '--home-dir',
      stateFolder,
      '--shell',
      '/usr/sbin/nologin',
      user,
    ])
  }
  const folders = ['config', 'cache', 'data', 'state'].map((name) => join(stateFolder, name))
  for (const folder of [runtimeFolder, ...folders]) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
  }
  run('chown', [`${user}:`, stateFolder, runtimeFolder, ...folders])
  const ownGuestFolder = join(stateFolder, 'guest')
  if (guestFolder) cpSync(guestFolder, ownGuestFolder, { recursive: true })
  return ownGuestFolder
}

function spawnDaemon() {
  const program = whereIs('libvirtd')
  if (!program) throw new SetUpProblem('libvirtd is not installed')
  const log = openSync(logFile, 'a')
  const asUser = ['--reuid', user, '--regid', user, ...groups(), '--', program]
  return spawn('setpriv', [...asUser, '--timeout', String(idleSeconds)], {
    cwd: stateFolder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: stateFolder,
      LANG: 'C.UTF-8',
      XDG_RUNTIME_DIR: runtimeFolder,
      XDG_CONFIG_HOME: join(stateFolder, 'config'),
      XDG_CACHE_HOME: join(stateFolder, 'cache'),
      XDG_DATA_HOME: join(stateFolder, 'data'),
      XDG_STATE_HOME: join(stateFolder, 'state'),
    },
  })
}

/** The group that may use /dev/kvm, where there is one. */
function groups() {
  const group = spawnSync('stat', ['-c', '%a %G', '/dev/kvm'], { encoding: 'utf8' }).stdout
  const [, name] = /^66\d (\S+)/.exec(group) ?? []
  return name && name !== 'root' ? ['--groups', name] : ['--clear-groups']
}

/** @param {import('node:child_process').ChildProcess} daemon */
async function stop(daemon) {
  const hurry = new AbortController()
  const onSignal = () => hurry.abort()
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  const running = runningMachines()
  if (running.length > 0) {
    const machines = running.length === 1 ? 'a machine' : `${running.length} machines`
    say(`private libvirt host: shutting down ${machines} …`)
  }
  for (const uuid of running) virsh('shutdown', uuid)
  for (const end = Date.now() + shutdownMs; runningMachines().length > 0 && Date.now() < end;) {
    if (hurry.signal.aborted) break
    await sleep(200, undefined, { signal: hurry.signal }).catch(() => undefined)
  }
  for (const uuid of runningMachines()) {
    say(`private libvirt host: ${uuid} does not shut down, forcing it off`)
    virsh('destroy', uuid)
  }
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = once(daemon, 'exit')
  daemon.kill('SIGTERM')
  await ended
  say('private libvirt host: stopped')
}

/** By UUID, because a name may be nearly anything, leading dashes included. */
function runningMachines() {
  return (virsh('list', '--uuid') ?? '').split('\n').filter(Boolean)
}

/** @param {string[]} args */
function virsh(...args) {
  return outputOf('virsh', ['-q', '-c', uri, ...args])
}

/**
 * Whether somebody listens there: a socket's file outlives its daemon.
 *
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function answers(path) {
  return new Promise((resolve) => {
    const connection = connect(path)
    connection.once('connect', () => {
      connection.destroy()
      resolve(true)
    })
    connection.once('error', () => resolve(false))
  })
}
