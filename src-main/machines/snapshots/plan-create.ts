import type { SnapshotChange } from '../../../src-preload/contract/calls/snapshots'
import type { SnapshotEffect, SnapshotPlan } from '../../../src-preload/contract/snapshot'
import { shellWord, virshLine } from '../../jobs/virsh-line'
import { buildXml, type XmlTree } from '../../xml/build-xml'
import type { MachineFacts, WrittenDisk } from './machine-facts'
import { kindOf } from './snapshot-tree'
import { versionText } from './version-text'

export type Creation = Extract<SnapshotChange, { act: 'create' }>

/** What a plan says, but for whose it is. */
export type PlanParts = Omit<SnapshotPlan, 'machineId'>

/** Internal snapshots know what firmware in flash remembers. Since libvirt 10.10. */
const FLASH_INSIDE = 10_010_000

/** A file beside a disk's image: `/images/web.qcow2` and `before` give `/images/web.before.qcow2`. */
const beside = (path: string, name: string, ending: string): string => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const stem = path.slice(folder.length).replace(/\.[^.]*$/, '')
  return `${folder}${stem}.${name}.${ending}`
}

/** The new file that a disk goes on with. */
const overlayOf = ({ path }: WrittenDisk, name: string): string => beside(path ?? '', name, 'qcow2')

const memoryFileOf = ({ disks, name: machine }: MachineFacts, name: string): string => {
  const path = disks.find(({ isFile }) => isFile)?.path ?? '/'
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${machine}.${name}.memory`
}

/** What libvirt is to be told: every disk and file by name, so that it chooses none itself. */
export const creationXml = ({ name, description, kind }: Creation, facts: MachineFacts): string => {
  const memory: XmlTree =
    kind === 'externalMemory'
      ? ['memory', { snapshot: 'external', file: memoryFileOf(facts, name) }]
      : ['memory', { snapshot: kind === 'internal' && facts.isRunning ? 'internal' : 'no' }]
  const disks = facts.disks.map((disk): XmlTree =>
    kind === 'internal'
      ? ['disk', { name: disk.target, snapshot: 'internal' }]
      : [
          'disk',
          { name: disk.target, snapshot: 'external' },
          ['driver', { type: 'qcow2' }],
          ['source', { file: overlayOf(disk, name) }],
        ],
  )
  const leftOut = facts.leftOut.map((name): XmlTree => ['disk', { name, snapshot: 'no' }])
  return buildXml([
    'domainsnapshot',
    {},
    ['name', {}, name],
    description === '' ? undefined : ['description', {}, description],
    memory,
    disks.length + leftOut.length === 0 ? undefined : ['disks', {}, ...disks, ...leftOut],
  ])
}

const effectsOf = ({ name, kind }: Creation, facts: MachineFacts): SnapshotEffect[] => [
  { fate: 'appears', kind: 'snapshot', label: name, reason: 'the new snapshot' },
  ...facts.disks.flatMap((disk): SnapshotEffect[] => {
    const { target, path, size } = disk
    const image = {
      kind: 'disk' as const,
      label: path ?? target,
      ...(size !== undefined && { size }),
    }
    if (kind === 'internal') {
      return [{ ...image, fate: 'changes', reason: `${target} keeps its state of now inside` }]
    }
    return [
      {
        ...image,
        fate: 'stays',
        reason: `${target} as it is now; nothing writes to it from here on`,
      },
      {
        fate: 'appears',
        kind: 'disk',
        label: overlayOf(disk, name),
        reason: `what ${target} writes from here on; it lies on ${path ?? target}`,
      },
    ]
  }),
  ...(kind === 'externalMemory'
    ? [
        {
          fate: 'appears' as const,
          kind: 'memory' as const,
          label: memoryFileOf(facts, name),
          reason: 'the memory of now, as large as what the guest uses',
        },
      ]
    : []),
]

const refusalsOf = (request: Creation, facts: MachineFacts, mixesKinds: boolean): string[] => {
  const { name, kind, quiesce, allowMixed } = request
  const { disks, isRunning, firmware, daemonVersion } = facts
  const refusals: string[] = []
  if (facts.snapshots.some((snapshot) => snapshot.name === name)) {
    refusals.push(`There is a snapshot ${name} already. Choose another name.`)
  }
  if (mixesKinds && !allowMixed) {
    const other = kind === 'internal' ? 'external' : 'internal'
    refusals.push(
      `Its snapshots so far are ${other}. libvirt can neither revert nor delete reliably where both kinds meet: take an ${other} one, or agree to mix them.`,
    )
  }
  if (kind === 'internal') {
    for (const { target, format } of disks) {
      if (format === 'qcow2') continue
      refusals.push(
        `${target} is ${format ?? 'of a format that is not said'}: only qcow2 keeps snapshots inside. Take an external one.`,
      )
    }
    if (isRunning && disks.length === 0) {
      refusals.push('It has no disk that its memory could be kept in.')
    }
    if (firmware.isFlash && (firmware.format !== 'qcow2' || daemonVersion < FLASH_INSIDE)) {
      refusals.push(
        `Its UEFI firmware remembers in ${firmware.path ?? 'a file'} (${firmware.format}), which an internal snapshot keeps only as qcow2 and with libvirt 10.10 or newer; this host has ${versionText(daemonVersion)}. Take an external one.`,
      )
    }
    return [...refusals, ...(quiesce ? [notQuiesced] : [])]
  }
  if (disks.length === 0) refusals.push('It has no disk that it writes to.')
  for (const { target, isFile } of disks) {
    if (!isFile) refusals.push(`${target} is no file that another could be put beside.`)
  }
  if (kind === 'externalMemory') {
    if (!isRunning) refusals.push('It does not run: there is no memory to keep.')
    if (quiesce) refusals.push(notQuiesced)
  } else if (quiesce) {
    if (!isRunning) refusals.push('It does not run: there is nobody to quiesce.')
    else if (!facts.hasAgent) {
      refusals.push(
        'It has no channel to a guest agent, which would bring its file systems to rest.',
      )
    }
  }
  return refusals
}

const notQuiesced = 'File systems are brought to rest only for snapshots of the disks alone.'

const warningsOf = ({ kind, quiesce }: Creation, facts: MachineFacts): string[] => {
  const { isRunning, firmware, hasTpm, leftOut } = facts
  const keepsMemory = kind === 'externalMemory' || (kind === 'internal' && isRunning)
  return [
    ...(kind === 'external' && isRunning && !quiesce
      ? [
          'The disks are kept as after a power cut: what the guest has not written yet is not in it.',
        ]
      : []),
    ...(firmware.isFlash && kind !== 'internal'
      ? [
          `What its UEFI firmware remembers is not kept${firmware.path ? `: ${firmware.path}` : ''}.`,
        ]
      : []),
    ...(hasTpm && !keepsMemory ? ['What its TPM holds is not kept.'] : []),
    ...(kind !== 'internal' && facts.daemonVersion < 9_009_000
      ? [
          `Reverting to it needs libvirt 9.9 or newer; this host has ${versionText(facts.daemonVersion)}.`,
        ]
      : []),
    ...(leftOut.length > 0 ? [`Not in it, as it is only read: ${leftOut.join(', ')}.`] : []),
  ]
}

/** A file in one of virsh's lists of options, where a comma ends it. */
const specFile = (path: string): string => path.replaceAll(',', ',,')

const lineOf = (request: Creation, facts: MachineFacts, uri: string): string => {
  const { name, description, kind, quiesce } = request
  const line = virshLine(uri, 'snapshot-create-as', {
    domain: facts.name,
    name,
    description: description === '' ? undefined : description,
    'disk-only': kind === 'external',
    quiesce,
    atomic: kind !== 'internal',
    live: kind === 'externalMemory',
    memspec: kind === 'externalMemory' ? `file=${specFile(memoryFileOf(facts, name))}` : undefined,
  })
  const specs = facts.disks.map((disk) =>
    kind === 'internal'
      ? `${disk.target},snapshot=internal`
      : `${disk.target},snapshot=external,driver=qcow2,file=${specFile(overlayOf(disk, name))}`,
  )
  const leftOut = facts.leftOut.map((target) => `${target},snapshot=no`)
  return [line, ...[...specs, ...leftOut].map((spec) => `--diskspec ${shellWord(spec)}`)].join(' ')
}

/** Says what taking a snapshot makes and changes, and what stands in its way. */
export const planCreate = (request: Creation, facts: MachineFacts, uri: string): PlanParts => {
  const wanted = request.kind === 'internal' ? 'internal' : 'external'
  const mixesKinds = facts.snapshots.some((snapshot) => kindOf(snapshot) !== wanted)
  return {
    effects: effectsOf(request, facts),
    warnings: warningsOf(request, facts),
    refusals: refusalsOf(request, facts, mixesKinds),
    mixesKinds,
    virshLine: lineOf(request, facts, uri),
  }
}
