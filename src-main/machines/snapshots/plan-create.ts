import type { SnapshotChange } from '../../../src-preload/contract/calls/snapshots'
import type { SnapshotEffect, SnapshotPlan } from '../../../src-preload/contract/snapshot'
import { message, t } from '../../../src-preload/language/t'
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
  { fate: 'appears', kind: 'snapshot', label: name, reason: t('the new snapshot') },
  ...facts.disks.flatMap((disk): SnapshotEffect[] => {
    const { target, path, size } = disk
    const image = {
      kind: 'disk' as const,
      label: path ?? target,
      ...(size !== undefined && { size }),
    }
    if (kind === 'internal') {
      return [
        {
          ...image,
          fate: 'changes',
          reason: t('{target} keeps its state of now inside', { target }),
        },
      ]
    }
    return [
      {
        ...image,
        fate: 'stays',
        reason: t('{target} as it is now; nothing writes to it from here on', { target }),
      },
      {
        fate: 'appears',
        kind: 'disk',
        label: overlayOf(disk, name),
        reason: t('what {target} writes from here on; it lies on {path}', {
          target,
          path: path ?? target,
        }),
      },
    ]
  }),
  ...(kind === 'externalMemory'
    ? [
        {
          fate: 'appears' as const,
          kind: 'memory' as const,
          label: memoryFileOf(facts, name),
          reason: t('the memory of now, as large as what the guest uses'),
        },
      ]
    : []),
]

const refusalsOf = (request: Creation, facts: MachineFacts, mixesKinds: boolean): string[] => {
  const { name, kind, quiesce, allowMixed } = request
  const { disks, isRunning, firmware, daemonVersion } = facts
  const refusals: string[] = []
  if (facts.snapshots.some((snapshot) => snapshot.name === name)) {
    refusals.push(t('There is a snapshot {name} already. Choose another name.', { name }))
  }
  if (mixesKinds && !allowMixed) {
    refusals.push(
      kind === 'internal'
        ? t(
            'Its snapshots so far are external. libvirt can neither revert nor delete reliably where both kinds meet: take an external one, or agree to mix them.',
          )
        : t(
            'Its snapshots so far are internal. libvirt can neither revert nor delete reliably where both kinds meet: take an internal one, or agree to mix them.',
          ),
    )
  }
  if (kind === 'internal') {
    for (const { target, format } of disks) {
      if (format === 'qcow2') continue
      refusals.push(
        t('{target} is {format}: only qcow2 keeps snapshots inside. Take an external one.', {
          target,
          format: format ?? t('of a format that is not said'),
        }),
      )
    }
    if (isRunning && disks.length === 0) {
      refusals.push(t('It has no disk that its memory could be kept in.'))
    }
    if (firmware.isFlash && (firmware.format !== 'qcow2' || daemonVersion < FLASH_INSIDE)) {
      refusals.push(
        t(
          'Its UEFI firmware remembers in {path} ({format}), which an internal snapshot keeps only as qcow2 and with libvirt 10.10 or newer; this host has {version}. Take an external one.',
          {
            path: firmware.path ?? t('a file'),
            format: firmware.format,
            version: versionText(daemonVersion),
          },
        ),
      )
    }
    return [...refusals, ...(quiesce ? [t(notQuiesced)] : [])]
  }
  if (disks.length === 0) refusals.push(t('It has no disk that it writes to.'))
  for (const { target, isFile } of disks) {
    if (!isFile)
      refusals.push(t('{target} is no file that another could be put beside.', { target }))
  }
  if (kind === 'externalMemory') {
    if (!isRunning) refusals.push(t('It does not run: there is no memory to keep.'))
    if (quiesce) refusals.push(t(notQuiesced))
  } else if (quiesce) {
    if (!isRunning) refusals.push(t('It does not run: there is nobody to quiesce.'))
    else if (!facts.hasAgent) {
      refusals.push(
        t('It has no channel to a guest agent, which would bring its file systems to rest.'),
      )
    }
  }
  return refusals
}

const notQuiesced = message(
  'File systems are brought to rest only for snapshots of the disks alone.',
)

const warningsOf = ({ kind, quiesce }: Creation, facts: MachineFacts): string[] => {
  const { isRunning, firmware, hasTpm, leftOut } = facts
  const keepsMemory = kind === 'externalMemory' || (kind === 'internal' && isRunning)
  return [
    ...(kind === 'external' && isRunning && !quiesce
      ? [
          t(
            'The disks are kept as after a power cut: what the guest has not written yet is not in it.',
          ),
        ]
      : []),
    ...(firmware.isFlash && kind !== 'internal'
      ? [
          firmware.path
            ? t('What its UEFI firmware remembers is not kept: {path}.', { path: firmware.path })
            : t('What its UEFI firmware remembers is not kept.'),
        ]
      : []),
    ...(hasTpm && !keepsMemory ? [t('What its TPM holds is not kept.')] : []),
    ...(kind !== 'internal' && facts.daemonVersion < 9_009_000
      ? [
          t('Reverting to it needs libvirt 9.9 or newer; this host has {version}.', {
            version: versionText(facts.daemonVersion),
          }),
        ]
      : []),
    ...(leftOut.length > 0
      ? [t('Not in it, as it is only read: {targets}.', { targets: leftOut.join(', ') })]
      : []),
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
