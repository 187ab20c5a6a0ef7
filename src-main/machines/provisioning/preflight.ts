import { stat } from 'node:fs/promises'
import type { ProvisioningCheck } from '../../../src-preload/contract/provisioning'
import type { Pool } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { isNotFound, parseUri, remote, type Connection } from '../../libvirt'
import { hasQemuImg } from '../exchange/qemu-img'
import type { HostOffer } from './host-offer'
import type { MachineDesign } from './new-definition'
import { checkFormat, checkPath, type Reader } from './path-access'
import type { OutsideFile } from './plan-material'
import { shellLine } from '../../jobs/virsh-line'

/** What is to be made, as far as it is checked. */
export interface Intention {
  readonly design: MachineDesign
  readonly offer: HostOffer
  readonly pools: ReadonlyMap<string, Pool | undefined>
  /** Bytes wanted in each pool: at once, and when the disks are full. */
  readonly wanted: ReadonlyMap<string, { readonly now: number; readonly later: number }>
  /** Files on the host that no pool holds. */
  readonly paths: readonly OutsideFile[]
  /** Volumes to be made that are there already. */
  readonly takenVolumes: readonly string[]
  readonly unknownKeys: readonly string[]
  /** Its disks change while they are copied or lain upon. */
  readonly runningTemplate: boolean
  /** Disks are written in another format than they come in. */
  readonly converts: boolean
}

const passed = (id: string, text: string): ProvisioningCheck => ({ id, state: 'passed', text })

const failed = (
  id: string,
  text: string,
  more: Partial<ProvisioningCheck> = {},
): ProvisioningCheck => ({ id, state: 'failed', text, ...more })

const warning = (id: string, text: string, hint?: string): ProvisioningCheck => ({
  id,
  state: 'warning',
  text,
  ...(hint !== undefined && { hint }),
})

const checkQemuImg = async (): Promise<ProvisioningCheck> =>
  (await hasQemuImg())
    ? passed('qemu-img', t('qemu-img can convert the disks'))
    : failed('qemu-img', t('qemu-img, which converts the disks, is not on this computer'), {
        hint: t('Install it.'),
        remedies: ['sudo apt install qemu-utils'],
      })

const checkName = async (connection: Connection, name: string): Promise<ProvisioningCheck> => {
  try {
    await connection.call(remote.domainLookupByName, { name })
    return failed('name', t('There is a machine {name} already', { name }), {
      hint: t('Choose another name.'),
    })
  } catch (error) {
    if (isNotFound(error)) return passed('name', t('The name {name} is free', { name }))
    throw error
  }
}

const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`

const checkPool = (
  name: string,
  pool: Pool | undefined,
  { now, later }: { now: number; later: number },
): ProvisioningCheck => {
  const id = `pool:${name}`
  if (!pool)
    return failed(id, t('There is no pool {name}', { name }), {
      hint: t('Choose another, or make it.'),
    })
  if (pool.state === 'inactive') {
    return failed(id, t('The pool {name} is not active', { name }), {
      hint: t('Start it.'),
      remedies: [shellLine(['virsh', 'pool-start', name])],
    })
  }
  const { available } = pool
  if (available === undefined) return passed(id, t('The pool {name} is active', { name }))
  const free = t('{size} free', { size: gib(available) })
  if (now > available)
    return failed(id, t('{now} do not fit into {name}: {free}', { now: gib(now), name, free }))
  if (later > available) {
    return warning(
      id,
      t('{name} has less than the disks may grow to: {free} of {later}', {
        name,
        free,
        later: gib(later),
      }),
      t('The machine pauses when the pool is full.'),
    )
  }
  return passed(id, t('The pool {name} has room: {free}', { name, free }))
}

const checkNetwork = async (connection: Connection, name: string): Promise<ProvisioningCheck> => {
  const id = `network:${name}`
  try {
    const { net } = await connection.call(remote.networkLookupByName, { name })
    const { active } = await connection.call(remote.networkIsActive, { net })
    if (active) return passed(id, t('The network {name} is active', { name }))
    return failed(id, t('The network {name} is not active', { name }), {
      hint: t('Start it, and let it start with the host.'),
      remedies: [
        shellLine(['virsh', 'net-start', name]),
        shellLine(['virsh', 'net-autostart', name]),
      ],
      network: name,
    })
  } catch (error) {
    if (isNotFound(error)) {
      // The usual one can be made again.
      return failed(
        id,
        t('There is no network {name}', { name }),
        name === 'default' ? { network: name } : {},
      )
    }
    throw error
  }
}

const checkOffer = ({ design, offer }: Intention): ProvisioningCheck[] => {
  const { firmware, tpm, graphics, isolation, vcpus, memoryMib } = design
  const lacks: readonly (readonly [id: string, isLacking: boolean, text: string])[] = [
    ['firmware', firmware !== 'bios' && !offer.hasUefi, t('has no UEFI firmware')],
    [
      'firmware',
      firmware === 'secure-boot' && offer.hasUefi && !offer.hasSecureBoot,
      t('has no firmware with secure boot'),
    ],
    ['tpm', tpm && !offer.hasTpm, t('cannot emulate a TPM; it needs swtpm')],
    [
      'graphics',
      graphics !== 'none' && offer.graphics !== undefined && !offer.graphics.includes(graphics),
      t('has no {kind} display', { kind: graphics.toUpperCase() }),
    ],
    [
      'isolation',
      isolation === 'confidential' && !offer.sev && !offer.tdx,
      t('cannot keep memory from its owner: it has neither SEV nor TDX'),
    ],
    [
      'vcpus',
      vcpus > offer.maxVcpus,
      t('gives a machine at most {count, plural, one {# processor} other {# processors}}', {
        count: offer.maxVcpus,
      }),
    ],
  ]
  const checks = lacks
    .filter(([, isLacking]) => isLacking)
    .map(([id, , text]) => failed(id, t('The host {what}', { what: text })))
  if (memoryMib * 1024 > offer.memoryKib) {
    const all = gib(offer.memoryKib * 1024)
    checks.push(warning('memory', t('The host itself has less memory: {all}', { all })))
  }
  return checks
}

const checkKvm = ({ driver, virtType }: HostOffer): ProvisioningCheck[] => {
  if (driver !== 'QEMU') return []
  if (virtType === 'kvm') return [passed('kvm', t('KVM can be used'))]
  return [
    warning(
      'kvm',
      t('KVM cannot be used: the machine will be emulated, and slow'),
      t('Turn on virtualization in the firmware’s setup, and see that /dev/kvm may be opened.'),
    ),
  ]
}

/** Whose eyes the hypervisor reads with; null where the host is another computer. */
const readerOf = async (uri: string, { isSystem }: HostOffer): Promise<Reader | null> => {
  const { host, parameters } = parseUri(uri)
  if (host !== null) return null
  if (isSystem) return { uid: null, ownsFiles: true }
  const socket = parameters.socket
  if (socket === undefined) return { uid: process.geteuid?.() ?? null, ownsFiles: false }
  // A person's own daemon runs as whoever its socket belongs to.
  return { uid: (await stat(socket)).uid, ownsFiles: false }
}

const checkFile = async (
  { path, format }: OutsideFile,
  reader: Reader | null,
): Promise<ProvisioningCheck[]> => {
  if (!reader) {
    return [
      warning(`path:${path}`, t('{path} is on another computer and was not looked at', { path })),
    ]
  }
  const access = await checkPath(path, reader)
  const mistake = format === undefined ? null : await checkFormat(path, format)
  return mistake ? [access, mistake] : [access]
}

/** Looks for what would stop a machine from being made, or from starting. Changes nothing. */
export const preflight = async (
  connection: Connection,
  uri: string,
  intention: Intention,
): Promise<ProvisioningCheck[]> => {
  const { design, offer, pools, wanted, paths, takenVolumes, unknownKeys, runningTemplate } =
    intention
  const networks = new Set(
    design.networks.flatMap(({ spec }) =>
      spec.source?.type === 'network' ? [spec.source.network] : [],
    ),
  )
  const reader = await readerOf(uri, offer)
  return [
    await checkName(connection, design.request.name),
    ...checkKvm(offer),
    ...(runningTemplate
      ? [failed('template', t('The template runs'), { hint: t('Shut it down first.') })]
      : []),
    ...checkOffer(intention),
    ...(intention.converts ? [await checkQemuImg()] : []),
    ...[...pools].map(([name, pool]) =>
      checkPool(name, pool, wanted.get(name) ?? { now: 0, later: 0 }),
    ),
    ...takenVolumes.map((name) =>
      failed(`volume:${name}`, t('There is a volume {name} already', { name }), {
        hint: t('Choose another name for the machine, or delete the volume.'),
      }),
    ),
    ...(await Promise.all([...networks].map((name) => checkNetwork(connection, name)))),
    ...(await Promise.all(paths.map((file) => checkFile(file, reader)))).flat(),
    ...unknownKeys.map((key) =>
      warning(
        `cloud-init:${key}`,
        t('cloud-init may not know {key}', { key }),
        t('Look for a typing error.'),
      ),
    ),
  ]
}
