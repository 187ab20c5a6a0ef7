import type { Element } from 'slimdom'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import type { ChangeResult } from '../../../src-preload/contract/hardware'
import { ErrorCode, isUnsupported, LibvirtError, remote } from '../../libvirt'
import { DeviceFlags } from '../../libvirt/procedures/flags'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { addDevice, requireDevice } from './apply-change'
import { deviceByKey } from './device-key'
import { throttleParameters } from './device-limits'
import { setRunning, type Running } from './live-settings'
import { writeDevice } from './write-device'

/** Unplugging waits for the guest; plugging in may wait for its helpers to start. */
const DEADLINE = { deadlineMs: 60_000 }

/** Whether a spec sets anything. */
const saysAnything = (spec: DeviceSpec): boolean =>
  Object.entries(spec).some(([name, value]) => name !== 'kind' && value !== undefined)

/**
 * Sets what a running device takes by calls of their own, because updating it as a whole would be
 * refused. Answers what is left of the spec.
 */
const tuneRunning = async (
  { connection, dom }: Running,
  element: Element,
  spec: DeviceSpec,
): Promise<DeviceSpec> => {
  const flags = DeviceFlags.live
  if (spec.kind === 'disk' && spec.throttle !== undefined) {
    const { throttle, ...rest } = spec
    const disk = attributeOf(element, 'target', 'dev') ?? ''
    const params = throttleParameters(throttle)
    await connection.call(remote.domainSetBlockIoTune, { dom, disk, params, flags })
    return rest
  }
  if (spec.kind === 'memballoon' && spec.statsPeriodS !== undefined) {
    const { statsPeriodS, ...rest } = spec
    const period = statsPeriodS ?? 0
    await connection.call(remote.domainSetMemoryStatsPeriod, { dom, period, flags })
    return rest
  }
  return spec
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
    const rest = await tuneRunning(running, element, change.device)
    if (!saysAnything(rest)) return { state: 'done' }
    writeDevice(element, rest)
    const xml = serializeXml(element)
    await connection.call(remote.domainUpdateDeviceFlags, { dom, xml, flags }, DEADLINE)
    return { state: 'done' }
  }
  const xml = serializeXml(element)
  await connection.call(remote.domainDetachDeviceFlags, { dom, xml, flags }, DEADLINE)
  return { state: (await isGone(running, change.key)) ? 'done' : 'asked' }
}

/** The host lacks what its own devices need to be handed on, now as at any boot. */
const isHostsLack = (error: unknown, change: HardwareChange): boolean =>
  change.change === 'addDevice' &&
  change.device.kind === 'hostdev' &&
  error instanceof LibvirtError &&
  error.code === ErrorCode.configUnsupported

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
    if (isUnsupported(error) && error instanceof Error && !isHostsLack(error, change)) {
      return { state: 'needs-restart', reason: error.message }
    }
    throw error
  }
}
