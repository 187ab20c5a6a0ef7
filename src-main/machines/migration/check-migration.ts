import type { MigrationCheck } from '../../../src-preload/contract/migration'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { checkDisks } from './check-disks'
import { fine, stops, warns, type Judge, type MigrationFacts } from './migration-facts'

const host: Judge = ({ subject, destination, hostName }) => {
  if (destination.hostUuid === (textOf(subject.hostCapabilities, 'host/uuid') ?? '')) {
    return [
      stops(
        'Host',
        `${hostName} is the host that it is on already: both give the same UUID. Where they are two, set host_uuid in the libvirtd.conf of one.`,
      ),
    ]
  }
  if (destination.driver !== 'QEMU') {
    return [stops('Host', `${hostName} runs ${destination.driver}, which takes no such machines.`)]
  }
  return [fine('Host', `${hostName} is another host with the same hypervisor.`)]
}

const names: Judge = ({ subject: { name }, destination: { sameName, sameUuid }, hostName }) => {
  if (sameName === 'another') {
    return [
      stops('Name', `Another machine is called ${name} on ${hostName}. Rename one of the two.`),
    ]
  }
  if (sameUuid === 'running') {
    return [stops('UUID', `A machine with the same UUID runs on ${hostName} already.`)]
  }
  if (sameUuid === 'off') {
    return sameName === 'itself'
      ? [warns('UUID', `${hostName} has a definition of it that is off: it will be replaced.`)]
      : [
          stops(
            'UUID',
            `${hostName} has a machine with the same UUID and another name. Remove it there first.`,
          ),
        ]
  }
  return [fine('Name and UUID', `Both are free on ${hostName}.`)]
}

const state: Judge = ({ subject }) => [
  ...(subject.hasSavedState
    ? [stops('State', 'It is saved to disk, and that image stays here. Restore it first.')]
    : []),
  ...(subject.snapshots > 0
    ? [
        stops(
          'Snapshots',
          `It has ${subject.snapshots}: libvirt moves no machine with snapshots. Delete them first.`,
        ),
      ]
    : []),
  ...(subject.checkpoints > 0
    ? [
        stops(
          'Checkpoints',
          `It has ${subject.checkpoints} for incremental backups, which can’t move along. Delete them first.`,
        ),
      ]
    : []),
]

const processor: Judge = ({ subject, destination: { cpu, machineTypeProblem }, hostName }) => {
  const mode = attributeOf(subject.domain, 'cpu', 'mode')
  const found: MigrationCheck[] = []
  if (machineTypeProblem !== undefined) {
    found.push(stops('Hypervisor', `${hostName} can’t run such a machine: ${machineTypeProblem}.`))
  }
  if (attributeOf(subject.domain, 'cpu', 'migratable') === 'off' && subject.isRunning) {
    found.push(stops('Processor', 'Its processor is set to be not migratable.'))
  }
  if (cpu.fit === 'no') {
    const missing = cpu.missing === '' ? '' : ` (${cpu.missing})`
    const advice =
      cpu.common === undefined
        ? 'Choose a processor model that both have, and restart it.'
        : `Choose the processor model ${cpu.common}, which both have, and restart it.`
    found.push(
      stops('Processor', `${hostName} can’t give it the same processor${missing}. ${advice}`),
    )
  } else if (cpu.fit === 'unknown') {
    found.push(warns('Processor', `${hostName} could not compare the processors.`))
  } else if (mode === 'host-passthrough' && subject.domain.getAttribute('type') === 'kvm') {
    found.push(
      warns(
        'Processor',
        'It sees the host’s own processor: only its like can take it over safely.',
      ),
    )
  } else if (found.length === 0) {
    found.push(fine('Processor', `${hostName} can give it the same processor and machine type.`))
  }
  return found
}

/** QEMU that no longer overlooks what emulated guests write while they are moved. */
const FAITHFUL_EMULATION = 9_000_000

const emulation: Judge = ({ subject: { domain, isRunning, hypervisorVersion } }) =>
  isRunning && domain.getAttribute('type') === 'qemu' && hypervisorVersion < FAITHFUL_EMULATION
    ? [
        warns(
          'Emulation',
          'It runs without KVM: QEMU before 9.0 may overlook what such a guest writes to its memory while it moves. Rather move it while it is off.',
        ),
      ]
    : []

const memory: Judge = ({ subject, destination: { freeMemoryKib }, hostName }) => {
  const needed = Number(textOf(subject.domain, 'currentMemory') ?? 0)
  if (!subject.isRunning || freeMemoryKib === undefined || freeMemoryKib >= needed) return []
  return [
    warns(
      'Memory',
      `It has ${Math.round(needed / 1024)} MiB, and ${hostName} has ${Math.round(freeMemoryKib / 1024)} MiB free.`,
    ),
  ]
}

const networks: Judge = ({ destination, hostName }) =>
  [...destination.networks].map(([name, found]) => {
    if (found === 'active') return fine('Network', `${name} is active on ${hostName}.`)
    return found === 'inactive'
      ? stops('Network', `${name} is not active on ${hostName}. Start it there first.`)
      : stops('Network', `${hostName} has no network ${name}. Make it there, or change the card.`)
  })

/** Devices that tie a running machine to its host. */
const tying: Readonly<Record<string, string>> = {
  hostdev: 'A device of the host is passed through to it',
  filesystem: 'It shares a folder of the host',
  shmem: 'It shares memory with others on the host',
}

const devices: Judge = ({ subject: { domain, isRunning }, hostName }) => {
  const inside = find(domain, 'devices')
  const all = inside ? children(inside) : []
  const tied = Object.entries(tying).flatMap(([element, text]) =>
    all.some(({ nodeName }) => nodeName === element) ? [text] : [],
  )
  const bridges = all.flatMap((card) =>
    card.nodeName === 'interface' && card.getAttribute('type') === 'bridge'
      ? (attributeOf(card, 'source', 'bridge') ?? [])
      : [],
  )
  const direct = all.flatMap((card) =>
    card.nodeName === 'interface' && card.getAttribute('type') === 'direct'
      ? (attributeOf(card, 'source', 'dev') ?? [])
      : [],
  )
  return [
    ...tied.map((text) =>
      isRunning
        ? stops('Devices', `${text}: unplug it first, or move it while it is off.`)
        : warns('Devices', `${text}: the same must be there on ${hostName} when it starts.`),
    ),
    ...[...bridges, ...direct].map((name) =>
      warns(
        'Network',
        `Its card is on ${name}: whether ${hostName} has it can’t be seen from here.`,
      ),
    ),
    ...(find(domain, 'launchSecurity') && isRunning
      ? [
          stops(
            'Launch security',
            'Its memory is sealed to its host’s processor: shut it down first.',
          ),
        ]
      : []),
    ...(!isRunning && attributeOf(domain, 'os', 'firmware') === 'efi'
      ? [
          warns(
            'Firmware',
            'Its firmware variables stay here: on the other host it begins with fresh ones.',
          ),
        ]
      : []),
  ]
}

const judges: readonly Judge[] = [
  host,
  names,
  state,
  processor,
  emulation,
  memory,
  networks,
  devices,
  checkDisks,
]

/** Judges all that was found out: what stops it first, then what should be known, then the rest. */
export const checkMigration = (facts: MigrationFacts): readonly MigrationCheck[] => {
  const found = judges.flatMap((judge) => judge(facts))
  return (['stops', 'warns', 'fine'] as const).flatMap((verdict) =>
    found.filter((check) => check.verdict === verdict),
  )
}
