import type { HostdevSource } from './device-specs'

/** A device of a host that can be handed to a machine. */
export interface HostDevice {
  /** Libvirt's name for it: `pci_0000_01_00_0`. */
  readonly name: string
  readonly kind: 'pci' | 'usb' | 'mdev'
  /** What it says it is: `Intel Corporation 82576 Gigabit Network Connection`. */
  readonly label: string
  /** What a machine names it by. */
  readonly source: HostdevSource
  /** A USB device's own number, where it has one and the host is this computer. */
  readonly serial?: string
  /** The kind of PCI device in two hex digits: `03` is a display; `06` bridges cannot be handed on. */
  readonly pciClass?: string
  /** Devices of one group can only go to one machine, all of them. */
  readonly iommuGroup?: number
  /** The host's driver that has it now. */
  readonly driver?: string
}

/** What a machine is, as far as it decides which devices it can have. */
export interface MachineKind {
  readonly arch: string
  readonly machineType: string
  readonly virtType: string
}

/** The models of devices that a hypervisor has; what it does not tell of is left out. */
export interface DeviceModels {
  readonly diskBuses?: readonly string[]
  readonly graphics?: readonly string[]
  readonly video?: readonly string[]
  readonly tpms?: readonly string[]
  readonly tpmBackends?: readonly string[]
  readonly tpmVersions?: readonly string[]
  /** How folders are shared: `virtiofs`, `path`. */
  readonly filesystems?: readonly string[]
  readonly sounds?: readonly string[]
  readonly watchdogs?: readonly string[]
  readonly panics?: readonly string[]
}
