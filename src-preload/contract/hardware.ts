import type { Failure } from './failure'
import type {
  DiskSource,
  DiskThrottle,
  HostdevSource,
  NicBandwidth,
  NicSource,
  PortForward,
} from './device-specs'
import type { MachineId } from './machine'

/**
 * Tells a device from the others of its machine, the same in the running machine and in what starts
 * at its next boot: `disk:vda`, `nic:52:54:00:12:34:56`, `video#0`.
 */
export type DeviceKey = string

interface AnyDevice {
  readonly key: DeviceKey
  /** The running machine's name for it. */
  readonly alias?: string
  /** Where it sits in the guest: `pci 0000:00:03.0`, `usb 0:1`. */
  readonly address?: string
  /** 1 boots first. */
  readonly bootOrder?: number
  /** Its part of the definition, as it is. */
  readonly xml: string
}

export interface DiskDevice extends AnyDevice {
  readonly kind: 'disk'
  readonly device: 'disk' | 'cdrom' | 'floppy' | 'lun'
  readonly target: string
  readonly bus?: string
  /** null is an empty drive; a source of another type is told by its words. */
  readonly source: DiskSource | { readonly type: string; readonly words: string } | null
  readonly format?: string
  readonly cache?: string
  readonly io?: string
  readonly discard?: string
  readonly detectZeroes?: string
  readonly readOnly: boolean
  readonly shareable: boolean
  readonly serial?: string
  /** Absent: nothing limits it. */
  readonly throttle?: DiskThrottle
}

export interface NicDevice extends AnyDevice {
  readonly kind: 'nic'
  readonly mac?: string
  readonly source: NicSource | { readonly type: string; readonly words: string }
  readonly model?: string
  readonly linkUp: boolean
  readonly mtu?: number
  /** The host's end of it while it runs: `vnet3`. */
  readonly hostDevice?: string
  readonly portForwards: readonly PortForward[]
  readonly bandwidth?: NicBandwidth
}

export interface GraphicsDevice extends AnyDevice {
  readonly kind: 'graphics'
  readonly type: string
  readonly listen: 'address' | 'socket' | 'none' | 'network'
  readonly listenAddress?: string
  readonly socket?: string
  readonly port?: number
  readonly tlsPort?: number
  readonly isAutomaticPort: boolean
  readonly hasPassword: boolean
  readonly keymap?: string
  readonly openGl: boolean
}

export interface VideoDevice extends AnyDevice {
  readonly kind: 'video'
  readonly model: string
  readonly vramKib?: number
  readonly heads?: number
  readonly accel3d: boolean
}

export interface TpmDevice extends AnyDevice {
  readonly kind: 'tpm'
  readonly model?: string
  readonly backend: string
  readonly version?: string
  readonly path?: string
}

export interface WatchdogDevice extends AnyDevice {
  readonly kind: 'watchdog'
  readonly model: string
  readonly action: string
}

export interface RngDevice extends AnyDevice {
  readonly kind: 'rng'
  readonly model: string
  readonly backend: string
  readonly source?: string
  readonly rateBytes?: number
  readonly ratePeriodMs?: number
}

export interface HostdevDevice extends AnyDevice {
  readonly kind: 'hostdev'
  readonly source: HostdevSource | { readonly type: string; readonly words: string }
  readonly managed: boolean
}

export interface FilesystemDevice extends AnyDevice {
  readonly kind: 'filesystem'
  readonly driver: 'virtiofs' | '9p' | 'other'
  readonly source?: string
  readonly target: string
  readonly readOnly: boolean
}

export interface PortDevice extends AnyDevice {
  readonly kind: 'serial' | 'parallel' | 'console' | 'channel'
  /** `pty`, `unix`, `tcp`, `spicevmc`, … */
  readonly backend: string
  readonly path?: string
  readonly targetType?: string
  readonly targetName?: string
  readonly targetPort?: number
  readonly logFile?: string
  /** A channel: whether the guest has opened it. */
  readonly isOpen?: boolean
}

export interface ControllerDevice extends AnyDevice {
  readonly kind: 'controller'
  readonly type: string
  readonly index?: number
  readonly model?: string
}

export interface MemballoonDevice extends AnyDevice {
  readonly kind: 'memballoon'
  readonly model: string
  readonly statsPeriodS?: number
  readonly deflateOnOom: boolean
  readonly freePageReporting: boolean
}

export interface MemoryDevice extends AnyDevice {
  readonly kind: 'memory'
  readonly model: string
  readonly sizeKib: number
  readonly node?: number
}

export interface InputDevice extends AnyDevice {
  readonly kind: 'input'
  readonly type: string
  readonly bus?: string
}

export interface VsockDevice extends AnyDevice {
  readonly kind: 'vsock'
  readonly cid?: number
}

export interface ModelledDevice extends AnyDevice {
  readonly kind: 'sound' | 'panic' | 'redirdev'
  readonly model?: string
}

/** What this app does not know more closely; `element` is libvirt's name for it. */
export interface OtherDevice extends AnyDevice {
  readonly kind: 'other'
  readonly element: string
  readonly model?: string
}

export type Device =
  | DiskDevice
  | NicDevice
  | GraphicsDevice
  | VideoDevice
  | TpmDevice
  | WatchdogDevice
  | RngDevice
  | HostdevDevice
  | FilesystemDevice
  | PortDevice
  | ControllerDevice
  | MemballoonDevice
  | MemoryDevice
  | InputDevice
  | VsockDevice
  | ModelledDevice
  | OtherDevice

export interface NumaCell {
  readonly id: number
  readonly cpus: string
  readonly memoryKib: number
}

/** What a machine is made of, besides its devices. */
export interface HardwareFacts {
  readonly name: string
  readonly title?: string
  readonly description?: string
  /** `kvm`, `qemu`. */
  readonly virtType: string
  readonly arch: string
  readonly machineType: string
  readonly emulator?: string
  readonly memory: {
    readonly memoryKib: number
    readonly currentKib: number
    readonly hotplug?: { readonly maximumKib: number; readonly slots: number }
    /** `pageKib` is absent for the host's default huge page. */
    readonly hugepages?: { readonly pageKib?: number }
    readonly shared: boolean
    readonly locked: boolean
  }
  readonly vcpus: { readonly maximum: number; readonly current: number; readonly cpuset?: string }
  readonly cpu: {
    /** Absent: the hypervisor's default. */
    readonly mode?: string
    readonly model?: string
    readonly topology?: {
      readonly sockets: number
      readonly dies: number
      readonly cores: number
      readonly threads: number
    }
    readonly features: readonly { readonly name: string; readonly policy: string }[]
    readonly numa: readonly NumaCell[]
  }
  readonly pinning: {
    readonly vcpus: readonly { readonly vcpu: number; readonly cpuset: string }[]
    readonly emulator?: string
  }
  readonly numaTune?: { readonly mode: string; readonly nodeset?: string }
  readonly boot: {
    /** `hd`, `cdrom`, `network`, `fd`; empty where devices carry their own order. */
    readonly devices: readonly string[]
    /** Keys of devices with an order of their own, first to last. */
    readonly order: readonly DeviceKey[]
    readonly menu: boolean
    readonly direct?: {
      readonly kernel: string
      readonly initrd?: string
      readonly cmdline?: string
    }
  }
  readonly firmware: {
    readonly kind: 'bios' | 'uefi'
    readonly secureBoot: boolean
    readonly loader?: string
    readonly nvram?: string
  }
  /** Names of what is on: `acpi`, `apic`, `hyperv`, `smm`. */
  readonly features: readonly string[]
  readonly clock: string
  readonly launchSecurity?: string
}

export interface Hardware {
  readonly facts: HardwareFacts
  readonly devices: readonly Device[]
}

/** A machine's hardware now, where it runs, and at its next boot. */
export interface MachineHardware {
  readonly id: MachineId
  readonly live?: Hardware
  readonly nextBoot: Hardware
  /** A transient machine is forgotten when it stops: nothing can be kept for a next boot. */
  readonly isPersistent: boolean
}

/** What became of a change in one place. */
export type ChangeState =
  | 'done'
  /** The guest was asked to let go and has not done so yet. */
  | 'asked'
  /** It cannot be changed while the machine runs. */
  | 'needs-restart'
  | 'not-running'
  /** The machine is transient: there is no definition to change. */
  | 'no-definition'
  /** It was so already. */
  | 'unchanged'
  /** Left alone, because the other place failed. */
  | 'skipped'
  | 'not-wanted'
  | 'failed'

export interface ChangeResult {
  readonly state: ChangeState
  /** The host's own words for `needs-restart`. */
  readonly reason?: string
  /** For `failed`. */
  readonly failure?: Failure
}

export interface HardwareOutcome {
  readonly live: ChangeResult
  readonly config: ChangeResult
}

/** Where a change is to take effect. */
export const changePlaces = ['live', 'config', 'both'] as const
export type ChangePlace = (typeof changePlaces)[number]
