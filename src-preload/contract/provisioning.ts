import { z } from 'zod'
import { message } from '../language/t'
import { hostId, machineId } from './calls/inputs'
import { hostPath, line, objectName } from './calls/texts'
import { diskSource, nicSource } from './device-specs'
import { importDrivers } from './exchange'
import type { MachineId } from './machine'

/** What a machine is kept from, and keeps others from: see docs/isolation-tiers.md. */
export const isolationTiers = ['standard', 'hardened', 'confidential'] as const
export type IsolationTier = (typeof isolationTiers)[number]

const memoryMib = z
  .number()
  .int()
  .min(16)
  .max(16 * 1024 * 1024)
const vcpuCount = z.number().int().min(1).max(1024)
const sizeMib = z
  .number()
  .int()
  .min(1)
  .max(2 ** 40)

/** An image on the host, by its path or by its place in a pool. */
const imagePlace = z.discriminatedUnion('type', [
  z.object({ type: z.literal('path'), path: hostPath }),
  z.object({ type: z.literal('volume'), pool: objectName, volume: line(255) }),
])
export type ImagePlace = z.infer<typeof imagePlace>

const address = z.string().regex(/^[0-9a-fA-F.:]+$/, message('is no address'))

/** Text that a reader of YAML takes for one line, too. */
const yamlLine = (max: number) =>
  line(max).regex(/^[^\u2028\u2029]*$/u, message('has a line separator'))

/** What a cloud image is told at its first boot. */
export const cloudInit = z.object({
  hostname: z
    .string()
    .regex(
      /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9-]{1,63})*$/,
      message('is no host name'),
    )
    .optional(),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, message('is no user name'))
    .optional(),
  /** Only its hash reaches the guest. */
  password: line(256).optional(),
  sshKeys: z.array(yamlLine(16_384)).max(50).optional(),
  packages: z.array(yamlLine(200)).max(500).optional(),
  /** DHCP without one. */
  network: z
    .object({
      addresses: z
        .array(z.string().regex(/^[0-9a-fA-F.:]+\/\d{1,3}$/, message('is no address/prefix')))
        .min(1),
      gateway: address.optional(),
      nameservers: z.array(address).max(10).optional(),
    })
    .optional(),
  /** More cloud-config, as YAML; its keys win over those made of the fields above. */
  userData: z
    .string()
    .max(256 * 1024)
    .optional(),
})
export type CloudInit = z.infer<typeof cloudInit>

/** What a machine starts from. */
const machineSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('iso'), image: imagePlace }),
  z.object({
    type: z.literal('cloudImage'),
    image: imagePlace,
    /** Of the image where it is in no pool. */
    format: z.enum(['qcow2', 'raw']).optional(),
    /** `linked` holds only what differs from the image, which must stay as it is. */
    copy: z.enum(['linked', 'full']),
    cloudInit,
  }),
  z.object({ type: z.literal('disk'), disk: diskSource, format: line(40).optional() }),
  z.object({
    type: z.literal('directBoot'),
    kernel: hostPath,
    initrd: hostPath.optional(),
    cmdline: line(4096).optional(),
  }),
  z.object({ type: z.literal('pxe') }),
  /** Another machine's definition and disks. */
  z.object({
    type: z.literal('template'),
    machine: machineId,
    copy: z.enum(['linked', 'full']),
  }),
  /** A file of this computer, as `machines.chooseImport` answered it. */
  z.object({
    type: z.literal('import'),
    file: z.uuid(),
    drivers: z.enum(importDrivers).optional(),
    /** Has virt-v2v give the guest virtio's drivers first. */
    adapt: z.boolean().optional(),
  }),
])
export type MachineSource = z.infer<typeof machineSource>

/** The disk that is made for a machine. */
export const newDisk = z.object({
  pool: objectName.optional(),
  sizeMib: sizeMib.optional(),
  format: z.enum(['qcow2', 'raw']).optional(),
})

/** Where a new machine's serial port leads: a terminal, one that is also logged, or a socket. */
export const consoleSources = ['pty', 'log', 'unix'] as const
export type ConsoleSource = (typeof consoleSources)[number]

/** A machine to be. What is left out is as the environment's defaults say, else as most want it. */
export const newMachine = z.object({
  hostId,
  name: objectName.refine((name) => !name.includes('/'), message('must not contain /')),
  title: line(4096).optional(),
  description: z
    .string()
    .max(64 * 1024)
    .optional(),
  source: machineSource,
  memoryMib: memoryMib.optional(),
  vcpus: vcpuCount.optional(),
  /** null is none; images and ISOs need one. */
  disk: newDisk.nullable().optional(),
  /** Empty ones beside it; not of a template, which brings its own. */
  moreDisks: z.array(newDisk).max(16).optional(),
  /** One without a source is on the environment's. */
  networks: z
    .array(z.object({ source: nicSource.optional(), model: line(40).optional() }))
    .max(32)
    .optional(),
  firmware: z.enum(['bios', 'uefi', 'secure-boot']).optional(),
  tpm: z.boolean().optional(),
  graphics: z.enum(['vnc', 'spice', 'none']).optional(),
  console: z.enum(consoleSources).optional(),
  isolation: z.enum(isolationTiers).optional(),
  /** Of the osinfo database: `http://debian.org/debian/12`. */
  osId: line(400).optional(),
  start: z.boolean(),
})
export type NewMachine = z.infer<typeof newMachine>

/** A failure that was looked for before anything is made. */
export interface ProvisioningCheck {
  readonly id: string
  readonly state: 'passed' | 'warning' | 'failed'
  /** What was found, in words. */
  readonly text: string
  readonly hint?: string
  /** Exact command lines that carry out the hint. */
  readonly remedies?: readonly string[]
  /** An inactive network that the app itself can start. */
  readonly network?: string
}

/** What making a machine would do. */
export interface ProvisioningPlan {
  /** Label and value, to show in this order. */
  readonly summary: readonly (readonly [label: string, value: string])[]
  readonly xml: string
  /** The command line that does the same. */
  readonly virtInstall: string
  /** What is made besides the machine: `volume web-1.qcow2 in default, 20 GiB`. */
  readonly makes: readonly string[]
  /** The seed image's files; the password shows as its hash. */
  readonly seed: readonly { readonly name: string; readonly text: string }[]
  readonly checks: readonly ProvisioningCheck[]
  /** No check failed. */
  readonly canCreate: boolean
}

/** What holds for new machines where nobody says otherwise. */
export interface ProvisioningDefaults {
  readonly memoryMib: number
  readonly vcpus: number
  readonly isolation: IsolationTier
  readonly diskMib: number
  readonly diskFormat: 'qcow2' | 'raw'
  readonly pool: string
  readonly console: ConsoleSource
}

/** What making a machine ends with. */
export interface MachineMade {
  readonly id: MachineId
}
