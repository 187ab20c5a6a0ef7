import {
  Cable,
  CircuitBoard,
  Clock,
  Cpu,
  Dices,
  Disc,
  FolderTree,
  HardDrive,
  Keyboard,
  ListOrdered,
  MemoryStick,
  Microchip,
  Monitor,
  Network,
  ShieldCheck,
  Split,
  SquareTerminal,
  Usb,
  Volume2,
  type LucideIcon,
} from 'lucide-react'
import type { Device } from '../../src-preload/contract/hardware'
import { isDrive } from './describe-device'
import type { MachineFormName } from './forms/machine-forms'

const icons: Partial<Readonly<Record<Device['kind'], LucideIcon>>> = {
  disk: HardDrive,
  filesystem: FolderTree,
  nic: Cable,
  graphics: Monitor,
  video: Monitor,
  sound: Volume2,
  input: Keyboard,
  tpm: ShieldCheck,
  watchdog: Clock,
  rng: Dices,
  serial: SquareTerminal,
  parallel: SquareTerminal,
  console: SquareTerminal,
  channel: SquareTerminal,
  vsock: Network,
  memballoon: MemoryStick,
  memory: MemoryStick,
  redirdev: Usb,
}

export const iconOf = (device: Device): LucideIcon => {
  if (isDrive(device)) return Disc
  if (device.kind === 'hostdev' && device.source.type.startsWith('usb')) return Usb
  return icons[device.kind] ?? CircuitBoard
}

export const machineIcons: Readonly<Record<MachineFormName, LucideIcon>> = {
  processors: Cpu,
  placement: Split,
  memory: MemoryStick,
  boot: ListOrdered,
  firmware: Microchip,
}
