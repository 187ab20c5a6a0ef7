import type { DeviceSpecKind, SpecOf } from '../../../src-preload/contract/device-specs'
import type { Device } from '../../../src-preload/contract/hardware'
import type { Form } from '../form'
import type { Surroundings } from './surroundings'

type DeviceOf<K extends DeviceSpecKind> = Device & { readonly kind: K }

/** The form of a kind of device, and how it is listed. */
export interface DeviceForm<K extends DeviceSpecKind = DeviceSpecKind> extends Form<
  DeviceOf<K>,
  Omit<SpecOf<K>, 'kind'>,
  Surroundings
> {
  readonly kind: K
  /** What it is called, for one to add: `Network interface`. */
  readonly title: string
  /** What a new one is, besides what the form asks. */
  readonly always?: Partial<Omit<SpecOf<K>, 'kind'>>
}

export const deviceForm = <K extends DeviceSpecKind>(form: DeviceForm<K>): DeviceForm<K> => form
