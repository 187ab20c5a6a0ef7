import type { HostdevSource } from '../../../src-preload/contract/device-specs'
import type { HostDevice } from '../../../src-preload/contract/host-device'
import type { HostdevDevice } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import { check, type Answers, type Field, type Option } from '../form'
import { deviceForm } from './device-form'
import type { Surroundings } from './surroundings'

/** Bridges belong to the host, and hubs hand on what is plugged into them. */
const BRIDGE = '06'

const usbWords = ({ source }: HostDevice): string => {
  if (source.type !== 'usb') return ''
  const { vendor, product, at } = source
  return at
    ? t('{vendor}:{product}, bus {bus} device {device}', {
        vendor,
        product,
        bus: at.bus,
        device: at.device,
      })
    : `${vendor}:${product}`
}

const optionOf = (device: HostDevice): Option => {
  const group =
    device.iommuGroup === undefined
      ? ''
      : ` – ${t('IOMMU group {group}', { group: device.iommuGroup })}`
  const place = device.source.type === 'pci' ? device.source.address : usbWords(device)
  return { value: device.name, text: `${device.label} (${place})${group}` }
}

const sourceOf = ({ source }: HostDevice, answers: Answers): HostdevSource => {
  if (source.type !== 'usb' || answers.isOn('place')) return source
  const { vendor, product } = source
  return { type: 'usb', vendor, product }
}

/** What else leaves the host with a device: its IOMMU group goes as a whole. */
export const groupWords = (
  device: HostDevice | undefined,
  all: readonly HostDevice[],
): string | undefined => {
  if (device?.source.type !== 'pci') return undefined
  const { iommuGroup: group, name } = device
  if (group === undefined)
    return t('The host has no IOMMU on, without which it can’t be handed over')
  const others = all.filter((other) => other.iommuGroup === group && other.name !== name)
  if (others.length === 0) return t('Alone in IOMMU group {group}', { group })
  return t('IOMMU group {group} has also: {others}. They can’t stay with the host', {
    group,
    others: others.map(({ label }) => label).join('; '),
  })
}

const pickField = (
  label: string,
  devices: readonly HostDevice[],
  hint: string | undefined,
  gone: readonly Option[] = [],
): Field => ({
  control: 'select',
  name: 'device',
  label,
  wide: true,
  options: [...gone, ...devices.map(optionOf)],
  hint: devices.length === 0 ? t('The host tells of none') : hint,
})

const chosenDevice = (answers: Answers, devices: readonly HostDevice[]): HostDevice | undefined =>
  devices.find(({ name }) => name === answers.text('device'))

const picked = (answers: Answers, devices: readonly HostDevice[]) => {
  const device = chosenDevice(answers, devices)
  return device ? { source: sourceOf(device, answers) } : {}
}

const ofKind = ({ hostDevices }: Surroundings, kind: HostDevice['kind']): readonly HostDevice[] =>
  hostDevices.filter((device) => device.kind === kind && device.pciClass !== BRIDGE)

const needsDevice = (answers: Answers): string | undefined =>
  answers.text('device') === '' ? t('There is no device to choose.') : undefined

/** The device that the answers name, for who wants to know more than what a machine is told of it. */
export const chosenUsbDevice = (answers: Answers, around: Surroundings): HostDevice | undefined =>
  chosenDevice(answers, ofKind(around, 'usb'))

export const usbForm = deviceForm({
  kind: 'hostdev',
  title: t('USB device of the host'),
  problem: needsDevice,
  start: (device, around) => ({
    device: startName(device, ofKind(around, 'usb')),
    place: check(usbSourceOf(device)?.at !== undefined),
    sticky: '',
    onlySerial: '',
  }),
  parts: (answers, around, subject) => {
    const devices = ofKind(around, 'usb')
    const device = chosenDevice(answers, devices)
    const alike = devices.filter((other) => usbMake(other) === usbMake(device)).length > 1
    return [
      {
        fields: [
          pickField(
            t('USB device'),
            devices,
            device?.serial && t('Serial number {serial}', { serial: device.serial }),
            goneOption(subject, devices),
          ),
          {
            control: 'check',
            name: 'place',
            label: t('This one alone, where it is plugged in now'),
            hint: alike ? t('There are several of its make') : undefined,
            wide: true,
          },
        ],
        says: (answers) => picked(answers, devices),
      },
      {
        fields: [
          {
            control: 'check',
            name: 'sticky',
            label: t('Give it to this machine again whenever it is plugged in'),
            hint: t('While Virthelm runs; the settings list all such devices'),
            hidden: subject !== null,
            wide: true,
          },
          {
            control: 'check',
            name: 'onlySerial',
            label: t('Only the one with serial number {serial}', { serial: device?.serial ?? '' }),
            hidden: subject !== null || device?.serial === undefined || !answers.isOn('sticky'),
            wide: true,
          },
        ],
        says: () => ({}),
      },
    ]
  },
})

/** Stands for what the machine has and the host does not tell of now. */
const GONE = 'gone'

type UsbSource = Extract<HostdevSource, { type: 'usb' }>

const usbSourceOf = (device: HostdevDevice | null): UsbSource | undefined =>
  device?.source.type === 'usb' && 'vendor' in device.source ? device.source : undefined

/** The host's device that the machine has now. */
const currentOf = (
  now: UsbSource | undefined,
  all: readonly HostDevice[],
): HostDevice | undefined =>
  all.find(
    ({ source }) =>
      source.type === 'usb' &&
      source.vendor === now?.vendor &&
      source.product === now.product &&
      (now.at === undefined ||
        (source.at?.bus === now.at.bus && source.at.device === now.at.device)),
  )

const startName = (device: HostdevDevice | null, all: readonly HostDevice[]): string =>
  device === null ? (all[0]?.name ?? '') : (currentOf(usbSourceOf(device), all)?.name ?? GONE)

const goneOption = (device: HostdevDevice | null, all: readonly HostDevice[]): Option[] => {
  const now = usbSourceOf(device)
  if (now === undefined || currentOf(now, all)) return []
  return [
    { value: GONE, text: t('{make} – not plugged in', { make: `${now.vendor}:${now.product}` }) },
  ]
}

const usbMake = (device: HostDevice | undefined): string =>
  device?.source.type === 'usb' ? `${device.source.vendor}:${device.source.product}` : ''

export const pciForm = deviceForm({
  kind: 'hostdev',
  title: t('PCI device of the host'),
  problem: needsDevice,
  start: (device, around) => ({
    device: nameOf(device, ofKind(around, 'pci')) ?? ofKind(around, 'pci')[0]?.name ?? '',
    managed: check(device?.managed ?? true),
  }),
  parts: (answers, around) => {
    const devices = ofKind(around, 'pci')
    return [
      {
        fields: [
          pickField(t('PCI device'), devices, groupWords(chosenDevice(answers, devices), devices)),
        ],
        says: (answers) => picked(answers, devices),
      },
      {
        fields: [
          {
            control: 'check',
            name: 'managed',
            label: t('Taken from the host’s driver, and given back'),
            wide: true,
          },
        ],
        says: (answers) => ({ managed: answers.isOn('managed') }),
      },
    ]
  },
})

const nameOf = (device: HostdevDevice | null, all: readonly HostDevice[]): string | undefined =>
  all.find(
    ({ source }) =>
      source.type === 'pci' &&
      device?.source.type === 'pci' &&
      'address' in device.source &&
      device.source.address === source.address,
  )?.name

interface Mdev {
  readonly uuid: string
  readonly device: HostDevice
}

const mdevsOf = (around: Surroundings): readonly Mdev[] =>
  ofKind(around, 'mdev').flatMap((device) =>
    device.source.type === 'mdev' ? [{ uuid: device.source.uuid, device }] : [],
  )

const mdevHint = (uuid: string, mdevs: readonly Mdev[]): string => {
  const found = mdevs.find((mdev) => mdev.uuid === uuid.toLowerCase())?.device
  if (found !== undefined) {
    const { label, iommuGroup: group } = found
    return group === undefined ? label : t('{label} – IOMMU group {group}', { label, group })
  }
  return mdevs.length === 0
    ? t('The host tells of none')
    : t('The host tells of {count}', { count: mdevs.length })
}

export const mdevForm = deviceForm({
  kind: 'hostdev',
  title: t('Mediated device of the host'),
  start: (device) => ({
    uuid: device?.source.type === 'mdev' && 'uuid' in device.source ? device.source.uuid : '',
  }),
  parts: (answers, around) => [
    {
      fields: [
        {
          control: 'text',
          name: 'uuid',
          label: 'UUID',
          mono: true,
          wide: true,
          required: true,
          suggestions: mdevsOf(around).map(({ uuid }) => uuid),
          hint: mdevHint(answers.text('uuid'), mdevsOf(around)),
          pattern: {
            form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
            words: t('A UUID, such as c2177883-f1bb-47f0-914d-32a22e3a8804'),
          },
        },
      ],
      says: (answers) => ({ source: { type: 'mdev' as const, uuid: answers.text('uuid') } }),
    },
  ],
})
