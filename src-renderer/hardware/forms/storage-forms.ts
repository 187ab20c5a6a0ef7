import type { DiskThrottle, SpecOf } from '../../../src-preload/contract/device-specs'
import type { DiskDevice } from '../../../src-preload/contract/hardware'
import type { DeviceModels } from '../../../src-preload/contract/host-device'
import { t } from '../../../src-preload/language/t'
import {
  check,
  chosen,
  chosenOrNull,
  offeredBy,
  plainOptions,
  withCurrent,
  type Answers,
  type Field,
  type Part,
} from '../form'
import { deviceForm } from './device-form'
import type { Surroundings } from './surroundings'

type DiskSaid = Omit<SpecOf<'disk'>, 'kind'>

const MIB = 1024 ** 2

const byDefault = { value: '', text: t('Host’s default') }

const sourceStart = (disk: DiskDevice | null) => {
  const source = disk?.source
  return {
    from: source?.type === 'volume' ? 'volume' : 'file',
    path: source && 'path' in source ? source.path : '',
    pool: source && 'pool' in source ? source.pool : '',
    volume: source && 'volume' in source ? source.volume : '',
  }
}

/** Where it is kept; a drive may be empty. */
const sourcePart = (
  answers: Answers,
  { pools }: Surroundings,
  mayBeEmpty: boolean,
): Part<DiskSaid> => {
  const isVolume = answers.text('from') === 'volume'
  const path: Field = {
    control: 'text',
    name: 'path',
    label: mayBeEmpty ? t('Image or device on the host') : t('Path on the host'),
    mono: true,
    wide: true,
    placeholder: mayBeEmpty ? t('Empty') : '/path/on/the/host',
    hidden: isVolume,
    required: !mayBeEmpty,
    pattern: { form: /^\//, words: t('A path begins with /') },
  }
  const inPool = { hidden: !isVolume, required: true }
  return {
    fields: [
      {
        control: 'select',
        name: 'from',
        label: t('Kept in'),
        wide: true,
        options: [
          { value: 'file', text: t('A file or device of the host') },
          { value: 'volume', text: t('A volume of a pool') },
        ],
      },
      path,
      { control: 'text', name: 'pool', label: t('Pool'), suggestions: pools, ...inPool },
      { control: 'text', name: 'volume', label: t('Volume'), ...inPool },
    ],
    says: (answers) => {
      const [pool, volume, path] = [
        answers.text('pool'),
        answers.text('volume'),
        answers.text('path'),
      ]
      if (answers.text('from') === 'volume') return { source: { type: 'volume', pool, volume } }
      if (path === '') return { source: null }
      return { source: { type: path.startsWith('/dev/') ? 'block' : 'file', path } }
    },
  }
}

/** Each limit, and how many bytes or operations one of its unit is. */
const limits: readonly {
  readonly name: keyof DiskThrottle
  readonly label: string
  readonly unit: string
  readonly of: number
}[] = [
  { name: 'totalBytes', label: t('All bytes'), unit: 'MiB/s', of: MIB },
  { name: 'totalIops', label: t('All operations'), unit: '/s', of: 1 },
  { name: 'readBytes', label: t('Bytes read'), unit: 'MiB/s', of: MIB },
  { name: 'readIops', label: t('Reads'), unit: '/s', of: 1 },
  { name: 'writeBytes', label: t('Bytes written'), unit: 'MiB/s', of: MIB },
  { name: 'writeIops', label: t('Writes'), unit: '/s', of: 1 },
]

/** Seven digits of a MiB are finer than a byte. */
const throttleStart = (throttle: DiskThrottle | undefined) =>
  Object.fromEntries(
    limits.map(({ name, of }) => {
      const limit = throttle?.[name]
      return [name, limit === undefined ? '' : String(Number((limit / of).toFixed(7)))]
    }),
  )

const throttlePart: Part<DiskSaid> = {
  section: t('Limits'),
  fields: limits.map(({ name, label, unit, of }) => ({
    control: 'number',
    name,
    label,
    unit,
    least: of === 1 ? 1 : 0.001,
    most: 1_000_000_000,
    ...(of > 1 && { step: 'any' as const }),
    otherwise: t('no limit'),
  })),
  says: (answers) => {
    const said = limits.flatMap(({ name, of }) => {
      const limit = answers.number(name)
      return limit === undefined ? [] : [[name, Math.round(limit * of)] as const]
    })
    return { throttle: said.length === 0 ? null : Object.fromEntries(said) }
  },
}

/** A total and its parts exclude each other. */
const throttleProblem = (answers: Answers): string | undefined => {
  const clash = (['Bytes', 'Iops'] as const).some(
    (what) =>
      answers.text(`total${what}`) !== '' &&
      (answers.text(`read${what}`) !== '' || answers.text(`write${what}`) !== ''),
  )
  return clash ? t('A limit of all, or limits of reads and writes: not both.') : undefined
}

const buses = [
  { value: 'virtio', text: 'virtio' },
  { value: 'scsi', text: 'SCSI' },
  { value: 'sata', text: 'SATA' },
  { value: 'ide', text: 'IDE' },
  { value: 'usb', text: 'USB' },
]

const busPart = (
  disk: DiskDevice | null,
  isDrive: boolean,
  { diskBuses }: DeviceModels,
): Part<DiskSaid> => ({
  fields: [
    {
      control: 'select',
      name: 'bus',
      label: t('Bus'),
      options: withCurrent(
        offeredBy(
          diskBuses?.filter((bus) => buses.some(({ value }) => value === bus)),
          buses,
        ).filter(({ value }) => !(isDrive && value === 'virtio')),
        disk?.bus,
      ),
      hint: disk === null ? undefined : t('Another bus gives it another name in the guest'),
    },
  ],
  says: (answers) => ({ bus: chosen(answers.text('bus')) }),
})

const checkPart = (
  name: 'readOnly' | 'shareable',
  label: string,
  hint?: string,
): Part<DiskSaid> => ({
  fields: [{ control: 'check', name, label, hint }],
  says: (answers) => ({ [name]: answers.isOn(name) }),
})

const driverPart = (
  name: 'cache' | 'io' | 'discard' | 'detectZeroes',
  label: string,
  ...values: readonly string[]
): Part<DiskSaid> => ({
  fields: [{ control: 'select', name, label, options: [byDefault, ...plainOptions(...values)] }],
  says: (answers) => ({ [name]: chosenOrNull(answers.text(name)) }),
})

export const diskForm = deviceForm({
  kind: 'disk',
  title: t('Disk'),
  always: { device: 'disk' },
  whileRunning: t(
    'A running machine takes new limits, and disks in and out; the rest of a disk that is there waits for a restart.',
  ),
  problem: throttleProblem,
  start: (disk) => ({
    ...sourceStart(disk),
    format: disk === null ? 'qcow2' : (disk.format ?? 'raw'),
    bus: disk?.bus ?? 'virtio',
    readOnly: check(disk?.readOnly),
    shareable: check(disk?.shareable),
    cache: disk?.cache ?? '',
    io: disk?.io ?? '',
    discard: disk?.discard ?? '',
    detectZeroes: disk?.detectZeroes ?? '',
    serial: disk?.serial ?? '',
    ...throttleStart(disk?.throttle),
  }),
  parts: (answers, around, disk) => [
    sourcePart(answers, around, false),
    {
      fields: [
        {
          control: 'select',
          name: 'format',
          label: t('Format'),
          options: withCurrent(plainOptions('qcow2', 'raw'), disk?.format),
        },
      ],
      says: (answers) => ({ format: answers.text('format') }),
    },
    busPart(disk, false, around.models),
    checkPart('readOnly', t('Read-only')),
    checkPart('shareable', t('Shared with other machines'), t('They must agree on who writes')),
    {
      ...driverPart(
        'cache',
        t('Cache'),
        'none',
        'writeback',
        'writethrough',
        'directsync',
        'unsafe',
      ),
      section: t('Behaviour'),
    },
    driverPart('io', t('Input and output'), 'native', 'threads', 'io_uring'),
    driverPart('discard', t('Freed blocks'), 'unmap', 'ignore'),
    driverPart('detectZeroes', t('Zeroes written'), 'off', 'on', 'unmap'),
    {
      fields: [{ control: 'text', name: 'serial', label: t('Serial number'), mono: true }],
      says: (answers) => ({ serial: chosenOrNull(answers.text('serial')) }),
    },
    throttlePart,
  ],
})

export const driveForm = deviceForm({
  kind: 'disk',
  title: t('CD-ROM drive'),
  always: { device: 'cdrom' },
  whileRunning: t('A running machine takes another medium at once, but no new drive.'),
  start: (disk) => ({ ...sourceStart(disk), bus: disk?.bus ?? 'sata' }),
  parts: (answers, around, disk) => [
    sourcePart(answers, around, true),
    busPart(disk, true, around.models),
  ],
})

export const filesystemForm = deviceForm({
  kind: 'filesystem',
  title: t('Shared folder'),
  whileRunning: t('Most hosts share a folder from the next start on only.'),
  start: (folder) => ({
    driver: folder?.driver ?? 'virtiofs',
    source: folder?.source ?? '',
    target: folder?.target ?? '',
    readOnly: check(folder?.readOnly),
  }),
  parts: (answers) => [
    {
      fields: [
        {
          control: 'text',
          name: 'source',
          label: t('Folder of the host'),
          mono: true,
          wide: true,
          required: true,
          placeholder: '/srv/shared',
          pattern: { form: /^\//, words: t('A path begins with /') },
        },
      ],
      says: (answers) => ({ source: answers.text('source') }),
    },
    {
      fields: [
        {
          control: 'text',
          name: 'target',
          label: t('Name in the guest'),
          required: true,
          hint:
            answers.text('driver') === 'virtiofs'
              ? `mount -t virtiofs ${answers.text('target') || 'NAME'} /mnt`
              : `mount -t 9p -o trans=virtio ${answers.text('target') || 'NAME'} /mnt`,
        },
      ],
      says: (answers) => ({ target: answers.text('target') }),
    },
    {
      fields: [
        {
          control: 'select',
          name: 'driver',
          label: t('Way'),
          options: [
            { value: 'virtiofs', text: t('virtiofs, fast') },
            { value: '9p', text: t('9p, everywhere') },
          ],
          hint: t('virtiofs shares the machine’s memory with a process of the host'),
        },
      ],
      says: (answers) => ({ driver: chosen(answers.text('driver')) }),
    },
    {
      fields: [{ control: 'check', name: 'readOnly', label: t('Read-only') }],
      says: (answers) => ({ readOnly: answers.isOn('readOnly') }),
    },
  ],
})
