import type { Element } from 'slimdom'
import type { ChangeResult } from '../../../src-preload/contract/hardware'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { message, t } from '../../../src-preload/language/t'
import { remote, type Connection, type DomainRef } from '../../libvirt'
import { DeviceFlags, MemoryFlags, VcpuFlags } from '../../libvirt/procedures/flags'
import { cpuMap } from './cpu-map'

/** Processors come and go with the guest's help. */
const DEADLINE = { deadlineMs: 60_000 }

/** What the running machine's metadata calls a title and a description. */
const Metadata = { description: 0, title: 1 } as const

/** A machine that runs. */
export interface Running {
  readonly connection: Connection
  readonly dom: DomainRef
  /** Its definition, to be read only. */
  readonly domain: Element
}

type Setting<K extends keyof HardwareSettings> = Exclude<HardwareSettings[K], undefined>

/** What can be done of a setting at once, and in words what of it has to wait. */
interface LivePart {
  readonly now: readonly (() => Promise<unknown>)[]
  readonly waits?: string | undefined
}

const setMetadata =
  (type: number) =>
  ({ connection, dom }: Running, metadata: string | null): LivePart => ({
    now: [
      () =>
        connection.call(remote.domainSetMetadata, {
          dom,
          type,
          metadata: metadata || null,
          key: null,
          uri: null,
          flags: DeviceFlags.live,
        }),
    ],
  })

const saysMore = (others: object): boolean =>
  Object.values(others).some((value) => value !== undefined)

const setMemory = ({ connection, dom }: Running, memory: Setting<'memory'>): LivePart => {
  const { currentKib, ...others } = memory
  const set = (kib: number) => () =>
    connection.call(remote.domainSetMemoryFlags, {
      dom,
      memory: BigInt(kib),
      flags: MemoryFlags.live,
    })
  return {
    now: currentKib === undefined ? [] : [set(currentKib)],
    waits: saysMore(others) ? t('limit of memory and its pages') : undefined,
  }
}

const setVcpus = ({ connection, dom }: Running, vcpus: Setting<'vcpus'>): LivePart => {
  const { current, maximum } = vcpus
  const set = (nvcpus: number) => () =>
    connection.call(remote.domainSetVcpusFlags, { dom, nvcpus, flags: VcpuFlags.live }, DEADLINE)
  return {
    now: current === undefined ? [] : [set(current)],
    waits: maximum === undefined ? undefined : t('limit of processors'),
  }
}

/** A binding can be changed while it runs, but not taken away. */
const setPinning = ({ connection, dom }: Running, pinning: Setting<'pinning'>): LivePart => {
  const { vcpus = [], emulator } = pinning
  const flags = DeviceFlags.live
  const pins = vcpus.flatMap(({ vcpu, cpuset }) =>
    cpuset === null
      ? []
      : [
          () =>
            connection.call(remote.domainPinVcpuFlags, {
              dom,
              vcpu,
              cpumap: cpuMap(cpuset),
              flags,
            }),
        ],
  )
  const pinEmulator = (cpuset: string) => () =>
    connection.call(remote.domainPinEmulator, { dom, cpumap: cpuMap(cpuset), flags })
  const loosens = emulator === null || vcpus.some(({ cpuset }) => cpuset === null)
  return {
    now: [...pins, ...(typeof emulator === 'string' ? [pinEmulator(emulator)] : [])],
    waits: loosens ? t('bound processors') : undefined,
  }
}

const waiting = (words: string) => (): LivePart => ({ now: [], waits: t(words) })

const liveParts: {
  readonly [K in keyof HardwareSettings]-?: (running: Running, value: Setting<K>) => LivePart
} = {
  title: setMetadata(Metadata.title),
  description: setMetadata(Metadata.description),
  memory: setMemory,
  vcpus: setVcpus,
  pinning: setPinning,
  cpu: waiting(message('processor model, topology and NUMA cells')),
  numaTune: waiting(message('NUMA nodes')),
  bootOrder: waiting(message('boot order')),
  bootMenu: waiting(message('boot menu')),
  firmware: waiting(message('firmware')),
  directBoot: waiting(message('kernel')),
}

/** Sets of a running machine what it can take at once, and says what has to wait. */
export const setRunning = async (
  running: Running,
  settings: HardwareSettings,
): Promise<ChangeResult> => {
  const parts = (Object.keys(settings) as (keyof HardwareSettings)[]).flatMap((name) => {
    const value = settings[name]
    // The table pairs each name with its own value, which the compiler cannot follow here.
    const part = liveParts[name] as (running: Running, value: unknown) => LivePart
    return value === undefined ? [] : [part(running, value)]
  })
  for (const { now } of parts) await Promise.all(now.map((make) => make()))
  const waits = parts.flatMap((part) => part.waits ?? [])
  if (waits.length === 0) return { state: 'done' }
  const kept = t('A running machine keeps its {parts}', { parts: waits.join(', ') })
  const isPartly = parts.some(({ now }) => now.length > 0)
  return {
    state: 'needs-restart',
    reason: isPartly ? t('{kept}; the rest took effect', { kept }) : kept,
  }
}
