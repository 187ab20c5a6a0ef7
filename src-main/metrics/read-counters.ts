import type { TypedParameter } from '../libvirt'
import type { Counters } from './rates'

const asBigint = (value: TypedParameter['value'] | undefined): bigint | undefined =>
  typeof value === 'bigint'
    ? value
    : typeof value === 'number'
      ? BigInt(Math.trunc(value))
      : undefined

const asNumber = (value: TypedParameter['value'] | undefined): number | undefined =>
  typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined

/** Adds up one counter over all numbered devices: `block.0.rd.bytes`, `block.1.rd.bytes`, … */
const total = (
  values: ReadonlyMap<string, TypedParameter['value']>,
  group: string,
  counter: string,
): bigint | undefined => {
  const count = asNumber(values.get(`${group}.count`))
  if (count === undefined) return undefined
  let sum = 0n
  for (let i = 0; i < count; i++) sum += asBigint(values.get(`${group}.${i}.${counter}`)) ?? 0n
  return sum
}

/** Reads a bulk statistics record. Sizes are in KiB, times in ns, as libvirt gives them. */
export const readCounters = (
  values: ReadonlyMap<string, TypedParameter['value']>,
  at: number,
): Counters => {
  const current = asNumber(values.get('balloon.current'))
  const available = asNumber(values.get('balloon.available'))
  const unused = asNumber(values.get('balloon.usable')) ?? asNumber(values.get('balloon.unused'))
  const used = available !== undefined && unused !== undefined ? available - unused : current
  const fields = {
    // Libvirt adds it only where it got hold of the monitor: a busy machine is passed over.
    answered: values.has('balloon.rss'),
    cpuTime: asBigint(values.get('cpu.time')),
    vcpus: asNumber(values.get('vcpu.current')),
    memoryUsedKib: used,
    memoryKib: asNumber(values.get('balloon.maximum')) ?? current,
    diskRead: total(values, 'block', 'rd.bytes'),
    diskWritten: total(values, 'block', 'wr.bytes'),
    received: total(values, 'net', 'rx.bytes'),
    sent: total(values, 'net', 'tx.bytes'),
  }
  return Object.assign(
    { at },
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  )
}
