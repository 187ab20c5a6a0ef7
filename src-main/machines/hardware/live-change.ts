import type { Element } from 'slimdom'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { ChangeResult } from '../../../src-preload/contract/hardware'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { isUnsupported, remote, type Connection, type DomainRef } from '../../libvirt'
import { DeviceFlags, MemoryFlags, VcpuFlags } from '../../libvirt/procedures/flags'
import { parseXml } from '../../xml/parse-xml'
import { serializeXml } from '../../xml/serialize-xml'
import { addDevice, requireDevice } from './apply-change'
import { cpuMap } from './cpu-map'
import { deviceByKey } from './device-key'
import { writeDevice } from './write-device'

/** Unplugging waits for the guest; plugging in may wait for its helpers to start. */
const DEADLINE = { deadlineMs: 60_000 }

/** What the running machine's metadata calls a title and a description. */
const Metadata = { description: 0, title: 1 } as const

interface Running {
  readonly connection: Connection
  readonly dom: DomainRef
  /** Its definition, to be read only. */
  readonly domain: Element
}

/** What can be set of a machine while it runs, each by a call of its own. */
const setLive: {
  readonly [K in keyof HardwareSettings]?: (
    running: Running,
    value: Exclude<HardwareSettings[K], undefined>,
  ) => readonly Promise<unknown>[] | null
} = {
  title: ({ connection, dom }, title) => [
    connection.call(remote.domainSetMetadata, {
      dom,
      type: Metadata.title,
      metadata: title || null,
      key: null,
      uri: null,
      flags: DeviceFlags.live,
    }),
  ],
  description: ({ connection, dom }, text) => [
    connection.call(remote.domainSetMetadata, {
      dom,
      type: Metadata.description,
      metadata: text || null,
      key: null,
      uri: null,
      flags: DeviceFlags.live,
    }),
  ],
  memory: ({ connection, dom }, { currentKib, ...others }) =>
    currentKib === undefined || Object.keys(others).length > 0
      ? null
      : [
          connection.call(remote.domainSetMemoryFlags, {
            dom,
            memory: BigInt(currentKib),
            flags: MemoryFlags.live,
          }),
        ],
  vcpus: ({ connection, dom }, { current, maximum }) =>
    current === undefined || maximum !== undefined
      ? null
      : [
          connection.call(
            remote.domainSetVcpusFlags,
            { dom, nvcpus: current, flags: VcpuFlags.live },
            DEADLINE,
          ),
        ],
  pinning: ({ connection, dom }, { vcpus = [], emulator }) =>
    emulator === null || vcpus.some(({ cpuset }) => cpuset === null)
      ? null
      : [
          ...vcpus.map(({ vcpu, cpuset }) =>
            connection.call(remote.domainPinVcpuFlags, {
              dom,
              vcpu,
              cpumap: cpuMap(cpuset ?? ''),
              flags: DeviceFlags.live,
            }),
          ),
          ...(emulator === undefined
            ? []
            : [
                connection.call(remote.domainPinEmulator, {
                  dom,
                  cpumap: cpuMap(emulator),
                  flags: DeviceFlags.live,
                }),
              ]),
        ],
}

const setRunning = async (running: Running, settings: HardwareSettings): Promise<ChangeResult> => {
  const waiting: string[] = []
  for (const name of Object.keys(settings) as (keyof HardwareSettings)[]) {
    if (settings[name] === undefined) continue
    // The table pairs each name with its own value, which the compiler cannot follow here.
    const set = setLive[name] as
      ((running: Running, value: unknown) => readonly Promise<unknown>[] | null) | undefined
    const calls = set?.(running, settings[name])
    if (calls) await Promise.all(calls)
    else waiting.push(name)
  }
  if (waiting.length === 0) return { state: 'done' }
  return { state: 'needs-restart', reason: `A running machine keeps its ${waiting.join(', ')}` }
}

const isGone = async ({ connection, dom }: Running, key: string): Promise<boolean> => {
  const { xml } = await connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })
  return deviceByKey(parseXml(xml), key) === undefined
}

const carryOut = async (running: Running, change: HardwareChange): Promise<ChangeResult> => {
  if (change.change === 'set') return await setRunning(running, change.settings)
  const { connection, dom } = running
  const flags = DeviceFlags.live
  // A copy of our own: what is built for the call must not look like it was there before.
  const domain = parseXml(serializeXml(running.domain))
  if (change.change === 'addDevice') {
    const xml = serializeXml(addDevice(domain, change.device))
    await connection.call(remote.domainAttachDeviceFlags, { dom, xml, flags }, DEADLINE)
    return { state: 'done' }
  }
  const element = requireDevice(domain, change.key)
  if (change.change === 'changeDevice') {
    writeDevice(element, change.device)
    const xml = serializeXml(element)
    await connection.call(remote.domainUpdateDeviceFlags, { dom, xml, flags }, DEADLINE)
    return { state: 'done' }
  }
  const xml = serializeXml(element)
  await connection.call(remote.domainDetachDeviceFlags, { dom, xml, flags }, DEADLINE)
  return { state: (await isGone(running, change.key)) ? 'done' : 'asked' }
}

/**
 * Makes a change in a running machine. What the hypervisor cannot change while it runs is
 * `needs-restart`, in the host's words; any other failure is thrown.
 */
export const changeLive = async (
  running: Running,
  change: HardwareChange,
): Promise<ChangeResult> => {
  try {
    return await carryOut(running, change)
  } catch (error) {
    if (isUnsupported(error) && error instanceof Error) {
      return { state: 'needs-restart', reason: error.message }
    }
    throw error
  }
}
