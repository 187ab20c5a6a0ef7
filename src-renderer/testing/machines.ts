import type { Machine } from '../../src-preload/contract/machine'

/** A machine for tests: shut off on host `h`, with what else is said of it. */
export const machineNamed = (name: string, more: Partial<Machine> = {}): Machine => ({
  id: `${more.hostId ?? 'h'}/${name}`,
  hostId: 'h',
  uuid: `uuid-of-${name}`,
  name,
  state: 'shutOff',
  ...more,
})
