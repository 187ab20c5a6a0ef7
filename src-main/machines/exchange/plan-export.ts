import type { ExportPlan } from '../../../src-preload/contract/exchange'
import type { DiskDevice, Hardware } from '../../../src-preload/contract/hardware'
import type { Volume } from '../../../src-preload/contract/storage'
import { message, t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { findVolume } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { readHardware } from '../hardware/read-hardware'

/** Longer chains than this are loops. */
const MAX_LAYERS = 64

/** An image of a disk, and what it lies on. */
export interface ExportLayer {
  readonly volume: Volume
  /** As the machine, or the image above it, says: not what the bytes look like. */
  readonly format: string
}

/** A disk to be exported: its own image first, then what it lies on, down to the last. */
export interface ExportDisk {
  readonly target: string
  readonly layers: readonly [ExportLayer, ...ExportLayer[]]
}

/** All that is known of an export before it begins. */
export interface WholeExport {
  readonly plan: ExportPlan
  readonly disks: readonly ExportDisk[]
  readonly hardware: Hardware
}

type Way = { readonly hostId: string } & Pick<ReachedMachine, 'connection'>

/** Throws a `Problem` that says why a disk can't be exported. */
const layersOf = async (way: Way, disk: DiskDevice): Promise<ExportDisk['layers']> => {
  const { source, target } = disk
  const lacks = (what: string): Problem => new Problem('unsupported', `${target} ${what}.`)
  if (source === null || 'words' in source) throw lacks(t('is in no pool'))
  const place = source.type === 'volume' ? source : { path: source.path }
  const volume = await findVolume(way, place)
  if (!volume) throw lacks(t('is in no running pool'))
  if (volume.isEncrypted) throw lacks(t('is encrypted'))
  const layers: [ExportLayer, ...ExportLayer[]] = [{ volume, format: disk.format ?? 'raw' }]
  for (let at: ExportLayer = layers[0]; at.format !== 'raw' && at.volume.backing;) {
    const { path, format = 'raw' } = at.volume.backing
    const below = await findVolume(way, { path })
    if (!below) throw lacks(t('lies on {path}, which is in no running pool', { path }))
    at = { volume: below, format }
    layers.push(at)
    if (layers.length > MAX_LAYERS) throw lacks(t('lies on too many images'))
  }
  return layers
}

/** Kinds of devices that come anew with any machine, or are a matter of its host. */
const unmissed: readonly string[] = [
  'disk',
  'nic',
  'controller',
  'serial',
  'console',
  'graphics',
  'video',
  'input',
  'memballoon',
  'rng',
  'channel',
]

const left: Readonly<Record<string, string>> = {
  tpm: message('the keys in its TPM'),
  hostdev: message('devices of its host'),
  filesystem: message('shared folders'),
  sound: message('its sound card'),
  watchdog: message('its watchdog'),
}

const notesOf = ({ devices, facts }: Hardware): readonly string[] => {
  const kinds = [...new Set(devices.map(({ kind }) => kind))].filter(
    (kind) => !unmissed.includes(kind),
  )
  const hasDrive = devices.some((it) => it.kind === 'disk' && it.device !== 'disk')
  const lost = [
    ...(hasDrive ? [t('its drives and what is in them')] : []),
    ...kinds.map((kind) => t(left[kind] ?? kind)),
  ]
  return [
    ...(lost.length === 0 ? [] : [t('Left out: {names}.', { names: lost.join(', ') })]),
    ...(facts.boot.direct === undefined
      ? []
      : [t('It boots a kernel of its host, which is left out: the copy boots from its disks.')]),
    ...(facts.firmware.nvram === undefined
      ? []
      : [t('What its firmware remembers is left out: the copy boots from its first disk.')]),
  ]
}

/** Finds out what exporting a machine would take along, and what stands in the way. */
export const planExport = async (reached: ReachedMachine): Promise<WholeExport> => {
  const { machine, connection } = reached
  const { nextBoot } = await readDefinitions(reached)
  const hardware = readHardware(parseXml(nextBoot))
  const refusals: string[] = []
  if (machine.state !== 'shutOff') {
    refusals.push(t('It must be shut off, so that its disks are whole.'))
  }
  const disks: ExportDisk[] = []
  for (const device of hardware.devices) {
    if (device.kind !== 'disk' || device.device !== 'disk' || device.source === null) continue
    try {
      const layers = await layersOf({ hostId: machine.hostId, connection }, device)
      disks.push({ target: device.target, layers })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refusals.push(error.message)
    }
  }
  return {
    hardware,
    disks,
    plan: {
      name: machine.name,
      disks: disks.map(({ target, layers }) => ({
        target,
        path: layers[0].volume.path,
        capacity: layers[0].volume.capacity,
        allocation: layers.reduce((sum, { volume }) => sum + volume.allocation, 0),
      })),
      notes: notesOf(hardware),
      ...(refusals.length > 0 && { refusal: refusals.join(' ') }),
    },
  }
}
