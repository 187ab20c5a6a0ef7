/** A system bus and a polkit of their own for tests, which the machine's own know nothing of. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What libvirt asks about before it lets somebody in. */
const ACTION = 'org.libvirt.unix.manage'

const busConfig = (socket: string): string => `<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
`

/** As libvirt's own packages have it: administrators may, once they have proven who they are. */
const POLICY = `<policyconfig>
  <action id="${ACTION}">
    <description>Manage machines</description>
    <message>Prove that you may manage machines</message>
    <defaults>
      <allow_any>auth_admin_keep</allow_any>
      <allow_inactive>auth_admin_keep</allow_inactive>
      <allow_active>auth_admin_keep</allow_active>
    </defaults>
  </action>
</policyconfig>
`

/** polkitd becomes a user of its own, and its files are where only root can put others, if that. */
export const canRunPolkit =
  process.geteuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0

/** Resolves when a program has said some words. */
const said = (program: ChildProcess, words: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let all = ''
    const hear = (chunk: Buffer): void => {
      all += chunk.toString()
      if (all.includes(words)) resolve()
    }
    program.stdout?.on('data', hear)
    program.stderr?.on('data', hear)
    program.once('error', reject)
    program.once('exit', () => reject(new Error(`it ended: ${all}`)))
  })

const ended = async (program: ChildProcess | undefined): Promise<void> => {
  if (!program || program.exitCode !== null || program.signalCode !== null) return
  const exit = once(program, 'exit')
  program.kill()
  await exit
}

/** What {@link startPrivateBus} returns. */
export class PrivateBus {
  #polkit: ChildProcess | undefined

  constructor(
    readonly directory: string,
    readonly bus: ChildProcess,
  ) {}

  /** For `DBUS_SYSTEM_BUS_ADDRESS` of whoever is to find this bus. */
  get address(): string {
    return `unix:path=${this.directory}/bus`
  }

  /** Starts a real polkitd, in place of an earlier one, whose rules say this of everybody. */
  async startPolkit(result: 'YES' | 'NO' | 'NOT_HANDLED'): Promise<void> {
    await this.stopPolkit()
    const rules = join(this.directory, 'rules')
    const rule = `polkit.addRule(function () { return polkit.Result.${result} })\n`
    await writeFile(join(rules, 'rule.rules'), rule)
    // Its files stand in the places of the machine's own for itself alone.
    const script = [
      `mount --bind ${join(this.directory, 'actions')} /usr/share/polkit-1/actions`,
      `mount --bind ${rules} /etc/polkit-1/rules.d`,
      `mount --bind ${join(this.directory, 'nothing')} /usr/share/polkit-1/rules.d`,
      'exec /usr/lib/polkit-1/polkitd',
    ].join(' && ')
    this.#polkit = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DBUS_SYSTEM_BUS_ADDRESS: this.address },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await said(this.#polkit, 'Acquired the name')
  }

  async stopPolkit(): Promise<void> {
    await ended(this.#polkit)
  }

  async dispose(): Promise<void> {
    await this.stopPolkit()
    await ended(this.bus)
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** Starts a bus without anybody on it. */
export const startPrivateBus = async (): Promise<PrivateBus> => {
  const directory = await mkdtemp(join(tmpdir(), 'vh-bus-'))
  for (const name of ['', 'actions', 'rules', 'nothing']) {
    const path = join(directory, name)
    await mkdir(path, { recursive: true })
    await chmod(path, 0o755)
  }
  await writeFile(join(directory, 'actions/org.libvirt.unix.policy'), POLICY)
  const config = join(directory, 'bus.conf')
  await writeFile(config, busConfig(join(directory, 'bus')))
  const bus = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${config}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await said(bus, 'unix:path=')
  return new PrivateBus(directory, bus)
}
