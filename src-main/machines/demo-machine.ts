import { readdirSync, statSync } from 'node:fs'
import { access, chmod, copyFile, mkdtemp } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { remote, type Connection, type DomainRef } from '../libvirt'
import { buildXml } from '../xml/build-xml'

const NAME = 'demo'
/** How long a guest under KVM may take to its first word, in ms. It needs a fraction of that. */
const FIRST_WORD_MS = 6_000

/** The newest of the guests that the set-up built, one for each version of its recipe. */
const newestGuest = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const guests = join(cache, 'virthelm', 'guests')
  try {
    const age = (name: string): number => statSync(join(guests, name)).mtimeMs
    const [newest] = readdirSync(guests).sort((one, other) => age(other) - age(one))
    return join(guests, newest ?? '')
  } catch {
    return guests
  }
}

/** Where the demo guest's kernel and file system are. */
export const guestFolder = (): string => process.env['VIRTHELM_GUEST_DIR'] ?? newestGuest()

/** The demo machine's disks are these two files; the hypervisor must be able to read them. */
interface GuestFiles {
  readonly kernel: string
  readonly initrd: string
}

const findGuest = async (): Promise<GuestFiles> => {
  const folder = guestFolder()
  const files = { kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img') }
  try {
    await Promise.all([access(files.kernel), access(files.initrd)])
  } catch (cause) {
    throw new Problem('not-found', t('the demo guest is not there'), {
      hint: t('The set-up builds it from Debian packages. Run it, then try again.'),
      remedies: ['npm run setup'],
      cause,
    })
  }
  return files
}

/** Copies the guest to where a system daemon's hypervisor may read it; homes are closed to it. */
const publish = async (guest: GuestFiles): Promise<GuestFiles> => {
  const folder = await mkdtemp('/var/tmp/virthelm-demo-')
  const files = { kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img') }
  await Promise.all([copyFile(guest.kernel, files.kernel), copyFile(guest.initrd, files.initrd)])
  await Promise.all([chmod(folder, 0o755), chmod(files.kernel, 0o644), chmod(files.initrd, 0o644)])
  return files
}

const definition = (
  name: string,
  virtType: 'kvm' | 'qemu',
  { kernel, initrd }: GuestFiles,
): string =>
  buildXml([
    'domain',
    { type: virtType },
    ['name', {}, name],
    ['title', {}, t('Demo machine')],
    ['description', {}, t('A tiny Linux in memory: log in as root on its serial console.')],
    ['memory', { unit: 'MiB' }, '128'],
    ['vcpu', {}, '1'],
    [
      'os',
      {},
      ['type', { arch: 'x86_64', machine: 'q35' }, 'hvm'],
      ['kernel', {}, kernel],
      ['initrd', {}, initrd],
      // An emulator on a busy computer gives no even ticks, over which a kernel would panic.
      ['cmdline', {}, 'console=ttyS0 no_timer_check quiet'],
    ],
    ['features', {}, ['acpi']],
    [
      'devices',
      {},
      ['serial', { type: 'pty' }, ['target', { port: '0' }]],
      ['console', { type: 'pty' }, ['target', { type: 'serial', port: '0' }]],
      ['channel', { type: 'unix' }, ['target', { type: 'virtio', name: 'org.qemu.guest_agent.0' }]],
      ['memballoon', { model: 'virtio' }],
    ],
  ])

/** A name that no machine there has: `demo`, `demo-2`, … */
const freeName = async (connection: Connection): Promise<string> => {
  const { domains } = await connection.call(remote.connectListAllDomains, {
    needResults: true,
    flags: 0,
  })
  const taken = new Set(domains.map(({ name }) => name))
  let name = NAME
  for (let i = 2; taken.has(name); i++) name = `${NAME}-${i}`
  return name
}

/** Whether a started guest says anything: /dev/kvm being there does not mean that guests run. */
const speaks = async (connection: Connection, dom: DomainRef): Promise<boolean> => {
  const stream = await connection.openStream(remote.domainOpenConsole, {
    dom,
    devName: null,
    flags: 0,
  })
  const timer = setTimeout(() => stream.abort(), FIRST_WORD_MS)
  try {
    for await (const word of stream) if (word.length > 0) return true
    return false
  } finally {
    clearTimeout(timer)
  }
}

const defineAndStart = async (
  connection: Connection,
  name: string,
  virtType: 'kvm' | 'qemu',
  files: GuestFiles,
): Promise<DomainRef> => {
  const { dom } = await connection.call(remote.domainDefineXmlFlags, {
    xml: definition(name, virtType, files),
    flags: 0,
  })
  try {
    await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, { deadlineMs: 60_000 })
  } catch (error) {
    await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
    throw error
  }
  return dom
}

/**
 * Makes the demo machine and starts it: with KVM where a guest truly runs under it, else emulated.
 * Leaves nothing behind when it fails. Answers the new machine's UUID.
 */
export const makeDemoMachine = async (
  connection: Connection,
  isSystem: boolean,
): Promise<string> => {
  const built = await findGuest()
  const files = isSystem ? await publish(built) : built
  const name = await freeName(connection)
  const offered = await connection.call(remote.connectGetCapabilities, {})
  if (/<domain type=['"]kvm['"]/.test(offered.capabilities)) {
    const probe = await connection.sibling()
    try {
      const dom = await defineAndStart(connection, name, 'kvm', files)
      if (await speaks(probe, dom)) return dom.uuid
      await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
      await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
    } catch {
      // KVM is offered and fails: emulation below is the answer, and its failure is told.
    } finally {
      await probe.close()
    }
  }
  return (await defineAndStart(connection, name, 'qemu', files)).uuid
}
