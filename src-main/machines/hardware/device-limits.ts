import type { Element } from 'slimdom'
import type { DiskThrottle, NicBandwidth } from '../../../src-preload/contract/device-specs'
import { param, type TypedParameter } from '../../libvirt/procedures/typed-parameter'
import { removeChildren, removeIfEmpty, setAttribute } from '../../xml/edit-elements'
import { find, textOf } from '../../xml/select-elements'
import { ensure, setChildText } from '../definition/edit-definition'
import { known, numberAt, numberIn } from './read-values'

/** What libvirt calls the limits of a disk, in definitions and in calls. */
const throttleNames = {
  totalBytes: 'total_bytes_sec',
  readBytes: 'read_bytes_sec',
  writeBytes: 'write_bytes_sec',
  totalIops: 'total_iops_sec',
  readIops: 'read_iops_sec',
  writeIops: 'write_iops_sec',
} as const satisfies Record<keyof DiskThrottle, string>

const throttleFields = Object.entries(throttleNames) as [keyof DiskThrottle, string][]

/** Undefined where nothing limits the disk; libvirt writes 0 for a limit that is none. */
export const readThrottle = (disk: Element): DiskThrottle | undefined => {
  const limits = throttleFields.flatMap(([field, name]) => {
    const limit = numberIn(textOf(disk, `iotune/${name}`))
    return limit ? [[field, limit] as const] : []
  })
  return limits.length === 0 ? undefined : Object.fromEntries(limits)
}

/** Sets all limits of a disk; bursts and the group of others that were set stay unless null. */
export const writeThrottle = (disk: Element, throttle: DiskThrottle | null): void => {
  if (throttle === null) {
    removeChildren(disk, 'iotune')
    return
  }
  const tune = ensure(disk, 'iotune')
  for (const [field, name] of throttleFields) setChildText(tune, name, throttle[field])
  removeIfEmpty(tune)
}

/** The limits as a call takes them: 0 takes one away. */
export const throttleParameters = (throttle: DiskThrottle | null): TypedParameter[] =>
  throttleFields.map(([field, name]) => param.ullong(name, BigInt(throttle?.[field] ?? 0)))

export const readBandwidth = (nic: Element): NicBandwidth | undefined => {
  const limits = known({
    inboundKib: numberAt(nic, 'bandwidth/inbound', 'average'),
    outboundKib: numberAt(nic, 'bandwidth/outbound', 'average'),
  })
  return Object.keys(limits).length === 0 ? undefined : limits
}

/** Sets both averages; a peak or burst stays with its average and goes with it. */
export const writeBandwidth = (nic: Element, bandwidth: NicBandwidth | null): void => {
  const sides = { inbound: bandwidth?.inboundKib, outbound: bandwidth?.outboundKib }
  for (const [side, average] of Object.entries(sides)) {
    if (average !== undefined) setAttribute(ensure(nic, `bandwidth/${side}`), 'average', average)
    else {
      const whole = find(nic, 'bandwidth')
      if (whole) removeChildren(whole, side)
    }
  }
  removeIfEmpty(find(nic, 'bandwidth'))
}
