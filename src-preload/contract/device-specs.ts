import { z } from 'zod'
import { message } from '../language/t'

/**
 * What a person can set of each kind of device. A field that is left out stays as it is, or as the
 * host has it by default; null takes it away.
 */
const text = z.string().min(1).max(4096)
const name = z.string().min(1).max(256)
const limit = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const port = z.number().int().min(0).max(65_535)

export const diskSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('file'), path: text }),
  z.object({ type: z.literal('block'), path: text }),
  z.object({ type: z.literal('volume'), pool: name, volume: name }),
])

/** Bytes and operations a second; what is left out has no limit. A total excludes its two parts. */
const throttle = z.object({
  totalBytes: limit.optional(),
  readBytes: limit.optional(),
  writeBytes: limit.optional(),
  totalIops: limit.optional(),
  readIops: limit.optional(),
  writeIops: limit.optional(),
})

const diskSpec = z.object({
  kind: z.literal('disk'),
  device: z.enum(['disk', 'cdrom', 'floppy', 'lun']).optional(),
  /** null is an empty drive. */
  source: diskSource.nullable().optional(),
  /** `qcow2`, `raw`. */
  format: name.optional(),
  bus: z.enum(['virtio', 'scsi', 'sata', 'ide', 'usb', 'fdc']).optional(),
  /** `vdb`; the next free one on the bus where left out. */
  target: z
    .string()
    .regex(/^[a-z]{2,}$/)
    .optional(),
  cache: z
    .enum(['default', 'none', 'writethrough', 'writeback', 'directsync', 'unsafe'])
    .nullable()
    .optional(),
  io: z.enum(['native', 'threads', 'io_uring']).nullable().optional(),
  discard: z.enum(['ignore', 'unmap']).nullable().optional(),
  detectZeroes: z.enum(['off', 'on', 'unmap']).nullable().optional(),
  readOnly: z.boolean().optional(),
  shareable: z.boolean().optional(),
  serial: name.nullable().optional(),
  /** All limits of the disk; null takes them away. */
  throttle: throttle.nullable().optional(),
})

/** A port of the host that leads to one of the guest; `user` networks with passt have them. */
const portForward = z.object({
  protocol: z.enum(['tcp', 'udp']),
  /** The host's address that listens; all of them without one. */
  address: name.optional(),
  hostPort: port,
  /** The last port of a range. */
  hostPortEnd: port.optional(),
  /** The same port without one. */
  guestPort: port.optional(),
})

export const nicSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('network'), network: name }),
  z.object({ type: z.literal('bridge'), bridge: name }),
  z.object({
    type: z.literal('direct'),
    device: name,
    mode: z.enum(['bridge', 'vepa', 'private', 'passthrough']),
  }),
  z.object({ type: z.literal('user'), portForwards: z.array(portForward).max(256).optional() }),
])

/** KiB a second on average; what is left out has no limit. */
const bandwidth = z.object({
  inboundKib: limit.max(2 ** 32 - 1).optional(),
  outboundKib: limit.max(2 ** 32 - 1).optional(),
})

const nicSpec = z.object({
  kind: z.literal('nic'),
  source: nicSource.optional(),
  model: name.optional(),
  mac: z
    .string()
    .regex(/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/)
    .optional(),
  linkUp: z.boolean().optional(),
  mtu: z.number().int().min(68).max(65_535).nullable().optional(),
  /** Both limits, as the guest sees the directions; null takes them away. */
  bandwidth: bandwidth.nullable().optional(),
})

/** Nothing else, because libvirt writes it into its XML as it is: a quote would break that. */
const listenAddress = name.regex(/^[\p{L}\p{M}\p{N}.:%_-]+$/u, message('is no address'))

const graphicsSpec = z.object({
  kind: z.literal('graphics'),
  type: z.enum(['vnc', 'spice']).optional(),
  listen: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('address'), address: listenAddress }),
      z.object({ type: z.literal('socket') }),
      z.object({ type: z.literal('none') }),
    ])
    .optional(),
  /** null lets the host choose. */
  port: port.nullable().optional(),
  password: z.string().min(1).max(256).nullable().optional(),
  keymap: name.nullable().optional(),
})

const videoSpec = z.object({
  kind: z.literal('video'),
  model: name.optional(),
  vramKib: z.number().int().positive().nullable().optional(),
  heads: z.number().int().min(1).max(16).nullable().optional(),
  accel3d: z.boolean().optional(),
})

const soundSpec = z.object({ kind: z.literal('sound'), model: name.optional() })

const tpmSpec = z.object({
  kind: z.literal('tpm'),
  model: name.optional(),
  backend: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('emulator'), version: z.enum(['1.2', '2.0']) }),
      z.object({ type: z.literal('passthrough'), path: text }),
    ])
    .optional(),
})

const watchdogSpec = z.object({
  kind: z.literal('watchdog'),
  model: name.optional(),
  action: z
    .enum(['reset', 'shutdown', 'poweroff', 'pause', 'dump', 'none', 'inject-nmi'])
    .optional(),
})

const rngSpec = z.object({
  kind: z.literal('rng'),
  source: text.optional(),
  rate: z
    .object({ bytes: z.number().int().positive(), periodMs: z.number().int().positive() })
    .nullable()
    .optional(),
})

const usbNumber = z.number().int().min(0).max(255)

const hostdevSource = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('usb'),
    vendor: z.string().regex(/^[0-9a-f]{4}$/),
    product: z.string().regex(/^[0-9a-f]{4}$/),
    /** Where it is plugged in now, to tell it from others of the same make. */
    at: z.object({ bus: usbNumber, device: usbNumber }).optional(),
  }),
  z.object({
    type: z.literal('usbPort'),
    bus: usbNumber,
    device: usbNumber,
  }),
  z.object({
    type: z.literal('pci'),
    /** `0000:01:00.0` */
    address: z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/),
  }),
  z.object({ type: z.literal('mdev'), uuid: z.uuid() }),
])

const hostdevSpec = z.object({
  kind: z.literal('hostdev'),
  source: hostdevSource.optional(),
  /** Libvirt takes the device from the host's driver and gives it back. */
  managed: z.boolean().optional(),
})

const filesystemSpec = z.object({
  kind: z.literal('filesystem'),
  driver: z.enum(['virtiofs', '9p']).optional(),
  /** The host's folder. */
  source: text.optional(),
  /** The tag that the guest mounts. */
  target: name.optional(),
  readOnly: z.boolean().optional(),
})

const portSpec = z.object({
  kind: z.enum(['serial', 'parallel', 'console', 'channel']),
  backend: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('pty') }),
      z.object({ type: z.literal('file'), path: text }),
      /** Without a path libvirt makes one. */
      z.object({ type: z.literal('unix'), path: text.optional() }),
      z.object({ type: z.literal('spicevmc') }),
    ])
    .optional(),
  /** `isa-serial`, `virtio`, … */
  targetType: name.optional(),
  /** A channel's name in the guest: `org.qemu.guest_agent.0`. */
  targetName: name.optional(),
  /** A file on the host that all output goes to as well. */
  logFile: text.nullable().optional(),
})

const controllerSpec = z.object({
  kind: z.literal('controller'),
  type: z.enum(['usb', 'scsi', 'virtio-serial', 'pci', 'sata', 'ide']).optional(),
  model: name.nullable().optional(),
})

const inputSpec = z.object({
  kind: z.literal('input'),
  type: z.enum(['tablet', 'mouse', 'keyboard']).optional(),
  bus: z.enum(['usb', 'virtio', 'ps2']).optional(),
})

const memballoonSpec = z.object({
  kind: z.literal('memballoon'),
  model: z.enum(['virtio', 'none']).optional(),
  statsPeriodS: z.number().int().positive().nullable().optional(),
  deflateOnOom: z.boolean().optional(),
  freePageReporting: z.boolean().optional(),
})

const memorySpec = z.object({
  kind: z.literal('memory'),
  sizeKib: z.number().int().positive().optional(),
  node: z.number().int().min(0).nullable().optional(),
})

const vsockSpec = z.object({
  kind: z.literal('vsock'),
  /** null lets the host choose. */
  cid: z.number().int().min(3).nullable().optional(),
})

const panicSpec = z.object({ kind: z.literal('panic'), model: name.optional() })

const redirdevSpec = z.object({ kind: z.literal('redirdev') })

export const deviceSpec = z.discriminatedUnion('kind', [
  diskSpec,
  nicSpec,
  graphicsSpec,
  videoSpec,
  soundSpec,
  tpmSpec,
  watchdogSpec,
  rngSpec,
  hostdevSpec,
  filesystemSpec,
  portSpec,
  controllerSpec,
  inputSpec,
  memballoonSpec,
  memorySpec,
  vsockSpec,
  panicSpec,
  redirdevSpec,
])

export type DeviceSpec = z.infer<typeof deviceSpec>
export type DeviceSpecKind = DeviceSpec['kind']
export type SpecOf<K extends DeviceSpecKind> = Extract<DeviceSpec, { kind: K }>
export type DiskSource = z.infer<typeof diskSource>
export type DiskThrottle = z.infer<typeof throttle>
export type NicBandwidth = z.infer<typeof bandwidth>
export type NicSource = z.infer<typeof nicSource>
export type PortForward = z.infer<typeof portForward>
export type HostdevSource = z.infer<typeof hostdevSource>
