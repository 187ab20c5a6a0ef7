import type { MigrationCheck } from '../../../src-preload/contract/migration'
import { message, t } from '../../../src-preload/language/t'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { checkDisks } from './check-disks'
import { fine, stops, warns, type Judge, type MigrationFacts } from './migration-facts'

const host: Judge = ({ subject, destination, hostName }) => {
  if (destination.hostUuid === (textOf(subject.hostCapabilities, 'host/uuid') ?? '')) {
    return [
      stops(
        t('Host'),
        t(
          '{host} is the host that it is on already: both give the same UUID. Where they are two, set host_uuid in the libvirtd.conf of one.',
          { host: hostName },
        ),
      ),
    ]
  }
  if (destination.driver !== 'QEMU') {
    return [
      stops(
        t('Host'),
        t('{host} runs {driver}, which takes no such machines.', {
          host: hostName,
          driver: destination.driver,
        }),
      ),
    ]
  }
  return [
    fine(t('Host'), t('{host} is another host with the same hypervisor.', { host: hostName })),
  ]
}

const names: Judge = ({ subject: { name }, destination: { sameName, sameUuid }, hostName }) => {
  if (sameName === 'another') {
    return [
      stops(
        t('Name'),
        t('Another machine is called {name} on {host}. Rename one of the two.', {
          name,
          host: hostName,
        }),
      ),
    ]
  }
  if (sameUuid === 'running') {
    return [
      stops('UUID', t('A machine with the same UUID runs on {host} already.', { host: hostName })),
    ]
  }
  if (sameUuid === 'off') {
    return sameName === 'itself'
      ? [
          warns(
            'UUID',
            t('{host} has a definition of it that is off: it will be replaced.', {
              host: hostName,
            }),
          ),
        ]
      : [
          stops(
            'UUID',
            t('{host} has a machine with the same UUID and another name. Remove it there first.', {
              host: hostName,
            }),
          ),
        ]
  }
  return [fine(t('Name and UUID'), t('Both are free on {host}.', { host: hostName }))]
}

const state: Judge = ({ subject }) => [
  ...(subject.hasSavedState
    ? [stops(t('State'), t('It is saved to disk, and that image stays here. Restore it first.'))]
    : []),
  ...(subject.snapshots > 0
    ? [
        stops(
          t('Snapshots'),
          t('It has {count}: libvirt moves no machine with snapshots. Delete them first.', {
            count: subject.snapshots,
          }),
        ),
      ]
    : []),
  ...(subject.checkpoints > 0
    ? [
        stops(
          t('Checkpoints'),
          t('It has {count} for incremental backups, which can’t move along. Delete them first.', {
            count: subject.checkpoints,
          }),
        ),
      ]
    : []),
]

const processor: Judge = ({ subject, destination: { cpu, machineTypeProblem }, hostName }) => {
  const mode = attributeOf(subject.domain, 'cpu', 'mode')
  const found: MigrationCheck[] = []
  if (machineTypeProblem !== undefined) {
    found.push(
      stops(
        t('Hypervisor'),
        t('{host} can’t run such a machine: {why}.', {
          host: hostName,
          why: machineTypeProblem,
        }),
      ),
    )
  }
  if (attributeOf(subject.domain, 'cpu', 'migratable') === 'off' && subject.isRunning) {
    found.push(stops(t('Processor'), t('Its processor is set to be not migratable.')))
  }
  if (cpu.fit === 'no') {
    const missing = cpu.missing === '' ? '' : ` (${cpu.missing})`
    const advice =
      cpu.common === undefined
        ? t('Choose a processor model that both have, and restart it.')
        : t('Choose the processor model {model}, which both have, and restart it.', {
            model: cpu.common,
          })
    found.push(
      stops(
        t('Processor'),
        t('{host} can’t give it the same processor{missing}. {advice}', {
          host: hostName,
          missing,
          advice,
        }),
      ),
    )
  } else if (cpu.fit === 'unknown') {
    found.push(
      warns(t('Processor'), t('{host} could not compare the processors.', { host: hostName })),
    )
  } else if (mode === 'host-passthrough' && subject.domain.getAttribute('type') === 'kvm') {
    found.push(
      warns(
        t('Processor'),
        t('It sees the host’s own processor: only its like can take it over safely.'),
      ),
    )
  } else if (found.length === 0) {
    found.push(
      fine(
        t('Processor'),
        t('{host} can give it the same processor and machine type.', { host: hostName }),
      ),
    )
  }
  return found
}

/** QEMU that no longer overlooks what emulated guests write while they are moved. */
const FAITHFUL_EMULATION = 9_000_000

const emulation: Judge = ({ subject: { domain, isRunning, hypervisorVersion } }) =>
  isRunning && domain.getAttribute('type') === 'qemu' && hypervisorVersion < FAITHFUL_EMULATION
    ? [
        warns(
          t('Emulation'),
          t(
            'It runs without KVM: QEMU before 9.0 may overlook what such a guest writes to its memory while it moves. Rather move it while it is off.',
          ),
        ),
      ]
    : []

const memory: Judge = ({ subject, destination: { freeMemoryKib }, hostName }) => {
  const needed = Number(textOf(subject.domain, 'currentMemory') ?? 0)
  if (!subject.isRunning || freeMemoryKib === undefined || freeMemoryKib >= needed) return []
  return [
    warns(
      t('Memory'),
      t('It has {needed} MiB, and {host} has {free} MiB free.', {
        needed: Math.round(needed / 1024),
        host: hostName,
        free: Math.round(freeMemoryKib / 1024),
      }),
    ),
  ]
}

const networks: Judge = ({ destination, hostName }) =>
  [...destination.networks].map(([name, found]) => {
    if (found === 'active')
      return fine(t('Network'), t('{name} is active on {host}.', { name, host: hostName }))
    return found === 'inactive'
      ? stops(
          t('Network'),
          t('{name} is not active on {host}. Start it there first.', { name, host: hostName }),
        )
      : stops(
          t('Network'),
          t('{host} has no network {name}. Make it there, or change the card.', {
            host: hostName,
            name,
          }),
        )
  })

/** Devices that tie a running machine to its host. */
const tying: Readonly<Record<string, string>> = {
  hostdev: message('A device of the host is passed through to it'),
  filesystem: message('It shares a folder of the host'),
  shmem: message('It shares memory with others on the host'),
}

const devices: Judge = ({ subject: { domain, isRunning }, hostName }) => {
  const inside = find(domain, 'devices')
  const all = inside ? children(inside) : []
  const tied = Object.entries(tying).flatMap(([element, text]) =>
    all.some(({ nodeName }) => nodeName === element) ? [t(text)] : [],
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
        ? stops(t('Devices'), t('{text}: unplug it first, or move it while it is off.', { text }))
        : warns(
            t('Devices'),
            t('{text}: the same must be there on {host} when it starts.', { text, host: hostName }),
          ),
    ),
    ...[...bridges, ...direct].map((name) =>
      warns(
        t('Network'),
        t('Its card is on {name}: whether {host} has it can’t be seen from here.', {
          name,
          host: hostName,
        }),
      ),
    ),
    ...(find(domain, 'launchSecurity') && isRunning
      ? [
          stops(
            t('Launch security'),
            t('Its memory is sealed to its host’s processor: shut it down first.'),
          ),
        ]
      : []),
    ...(!isRunning && attributeOf(domain, 'os', 'firmware') === 'efi'
      ? [
          warns(
            t('Firmware'),
            t('Its firmware variables stay here: on the other host it begins with fresh ones.'),
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
