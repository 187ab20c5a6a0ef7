import type { DeviceModels, MachineKind } from '../../../src-preload/contract/host-device'

/** Where QEMU has a model, by the buses and machines that it was made for. */
type Place = 'pci' | 'isa' | 'usb' | 'q35' | 'x86' | 'pseries' | 's390'

interface Documented {
  readonly model: string
  readonly place: Place
  /** The first libvirt that knows it, as libvirt counts: 9.1.0 is 9001000. */
  readonly since?: number
}

const sounds: readonly Documented[] = [
  { model: 'ich9', place: 'pci' },
  { model: 'ich6', place: 'pci' },
  { model: 'ac97', place: 'pci' },
  { model: 'es1370', place: 'pci' },
  { model: 'usb', place: 'usb' },
  { model: 'virtio', place: 'pci', since: 10_004_000 },
  { model: 'sb16', place: 'isa' },
]

const watchdogs: readonly Documented[] = [
  { model: 'i6300esb', place: 'pci' },
  { model: 'ib700', place: 'isa' },
  { model: 'itco', place: 'q35', since: 9_001_000 },
  { model: 'diag288', place: 's390' },
]

const panics: readonly Documented[] = [
  { model: 'isa', place: 'isa' },
  { model: 'pvpanic', place: 'pci', since: 9_001_000 },
  { model: 'hyperv', place: 'x86' },
  { model: 'pseries', place: 'pseries' },
  { model: 's390', place: 's390' },
]

/** Whether machines of a kind have a place. */
const hasPlace = ({ arch, machineType }: MachineKind, place: Place): boolean => {
  const isX86 = /^(x86_64|i[3-6]86)$/.test(arch)
  const isS390 = arch.startsWith('s390')
  const isMicro = machineType === 'microvm'
  const isIsaOnly = machineType === 'isapc'
  const places: Readonly<Record<Place, boolean>> = {
    // An s390 has PCI of a kind that these cards are not made for.
    pci: !isS390 && !isMicro && !isIsaOnly,
    usb: !isS390 && !isMicro && !isIsaOnly,
    isa: isX86 && !isMicro,
    q35: isX86 && /q35/.test(machineType),
    x86: isX86,
    pseries: arch.startsWith('ppc64'),
    s390: isS390,
  }
  return places[place]
}

/**
 * The models of sound cards, watchdogs and panic notifiers that libvirt documents for a kind of
 * machine. Domain capabilities tell nothing of the first two, and of the third only since libvirt
 * 11, so these lists stand in for what a host cannot be asked. They decide only what is offered:
 * a model that a machine has already, or that is written by hand, is the host's to refuse.
 */
export const documentedModels = (
  kind: MachineKind,
  libvirtVersion: number,
): Required<Pick<DeviceModels, 'sounds' | 'watchdogs' | 'panics'>> => {
  const offered = (models: readonly Documented[]): readonly string[] =>
    models
      .filter(({ place, since }) => hasPlace(kind, place) && (since ?? 0) <= libvirtVersion)
      .map(({ model }) => model)
  return { sounds: offered(sounds), watchdogs: offered(watchdogs), panics: offered(panics) }
}
