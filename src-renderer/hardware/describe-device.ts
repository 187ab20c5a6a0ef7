import type { Device, DiskDevice } from '../../src-preload/contract/hardware'
import { t } from '../../src-preload/language/t'
import { formatMemory } from '../ui/format'

type Source = { readonly type: string } & Readonly<Record<string, unknown>>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A disk's, card's or host device's source in a few words. */
const sourceWords = (source: Source): string => {
  if (typeof source['words'] === 'string') return source['words']
  switch (source.type) {
    case 'volume':
      return t('{volume} in {pool}', { volume: text(source['volume']), pool: text(source['pool']) })
    case 'network':
      return t('network {network}', { network: text(source['network']) })
    case 'bridge':
      return t('bridge {bridge}', { bridge: text(source['bridge']) })
    case 'direct':
      return `${text(source['device'])}, ${text(source['mode'])}`
    case 'user':
      return t('user’s own network')
    case 'usb':
      return `USB ${text(source['vendor'])}:${text(source['product'])}`
    case 'pci':
      return `PCI ${text(source['address'])}`
    default:
      return text(source['path']) || source.type
  }
}

const joined = (...words: readonly (string | undefined | false)[]): string =>
  words.filter((word) => word !== undefined && word !== false && word !== '').join(', ')

/** What a device is made of, in one line. */
export const summaryOf = (device: Device): string => {
  switch (device.kind) {
    case 'disk':
      return joined(
        device.source === null ? t('empty') : sourceWords(device.source),
        device.source !== null && device.format,
        device.bus,
        device.device !== 'cdrom' && device.readOnly && t('read-only'),
        device.shareable && t('shared'),
        device.cache !== undefined && t('cache {cache}', { cache: device.cache }),
        device.throttle !== undefined && t('limited'),
      )
    case 'nic':
      return joined(
        sourceWords(device.source),
        device.model,
        !device.linkUp && t('cable pulled'),
        device.bandwidth !== undefined && t('limited'),
        device.portForwards.length > 0 &&
          t('{count, plural, one {# port forward} other {# port forwards}}', {
            count: device.portForwards.length,
          }),
        device.hostDevice,
      )
    case 'graphics':
      return joined(device.type, device.listenAddress, device.port?.toString(), device.socket)
    case 'hostdev':
      return sourceWords(device.source)
    case 'tpm':
      return joined(device.model, device.backend, device.version)
    case 'watchdog':
      return joined(device.model, device.action)
    case 'rng':
      return joined(device.model, device.backend, device.source)
    case 'filesystem':
      return joined(device.driver, device.source, device.readOnly && t('read-only'))
    case 'serial':
    case 'parallel':
    case 'console':
    case 'channel':
      return joined(device.backend, device.targetName, device.path, device.logFile)
    case 'controller':
      return joined(device.type, device.model)
    case 'memory':
      return joined(device.model, formatMemory(device.sizeKib))
    case 'input':
      return joined(device.type, device.bus)
    case 'vsock':
      return device.cid === undefined ? '' : `CID ${device.cid}`
    case 'other':
      return joined(device.element, device.model)
    case 'memballoon':
      return joined(
        device.model,
        device.statsPeriodS !== undefined &&
          t('told each {statsPeriodS} s', { statsPeriodS: device.statsPeriodS }),
      )
    case 'panic':
    case 'redirdev':
    case 'sound':
    case 'video':
      return device.model ?? ''
  }
}

/** The same without what changes by itself from run to run. */
export const steadySummaryOf = (device: Device): string => {
  if (device.kind !== 'nic') return summaryOf(device)
  const { hostDevice: _, ...steady } = device
  return summaryOf(steady)
}

/** A drive that takes media. */
export const isDrive = (device: Device): device is DiskDevice =>
  device.kind === 'disk' && (device.device === 'cdrom' || device.device === 'floppy')

const words: Partial<Readonly<Record<Device['kind'], string>>> = {
  nic: t('Network'),
  graphics: t('Display'),
  tpm: 'TPM',
  rng: t('Random numbers'),
  hostdev: t('Host device'),
  filesystem: t('Shared folder'),
  memballoon: t('Balloon'),
  redirdev: t('USB redirection'),
  vsock: 'vsock',
  other: t('Device'),
}

/** What a device is, in a word or two. */
export const wordOf = (device: Device): string => {
  if (isDrive(device)) return device.device === 'cdrom' ? 'CD-ROM' : t('Floppy')
  const { kind } = device
  if (kind === 'hostdev' && device.source.type === 'pci') return t('PCI device')
  if (kind === 'hostdev' && device.source.type.startsWith('usb')) return t('USB device')
  return words[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1)
}

/** What tells it from others of its kind. */
export const nameOf = (device: Device): string => {
  const { kind } = device
  if (kind === 'disk' || kind === 'filesystem') return device.target
  if (kind === 'nic') return device.mac ?? ''
  if (kind === 'controller') {
    return device.index === undefined ? '' : `${device.type} ${device.index}`
  }
  return device.alias ?? ''
}
