import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../src-preload/contract/device-specs'
import type {
  ChangePlace,
  Device,
  DeviceKey,
  Hardware,
  MachineHardware,
} from '../../src-preload/contract/hardware'
import { t, withinSentence } from '../../src-preload/language/t'
import { isolated } from '../ui/visible-text'
import { placeFor } from './change-hardware'
import { nameOf, wordOf } from './describe-device'
import type { Form } from './form'
import { deviceForms, formOf, type DeviceFormName } from './forms/device-forms'
import { machineForms, type MachineFormName } from './forms/machine-forms'
import type { Surroundings } from './forms/surroundings'

/** What of a machine's hardware a dialog is about. */
export type HardwareSubject =
  | { readonly kind: 'add'; readonly form: DeviceFormName }
  | { readonly kind: 'device'; readonly key: DeviceKey }
  | { readonly kind: 'machine'; readonly form: MachineFormName }

/** A subject with its form; what it is of stays between the two. */
export interface BoundForm {
  readonly title: string
  /** What is said of the change afterwards. */
  readonly what: string
  readonly verb: string
  /** Absent for what can only be changed as XML. */
  readonly form?: Form<object, object, Surroundings>
  /** What is there now, in one place; null for what is yet to be. */
  readonly subjectIn: (place: ChangePlace) => object | null
  readonly changeOf: (said: object) => HardwareChange
  readonly places: readonly ChangePlace[]
  readonly xml?: string
}

const anyForm = (form: object): Form<object, object, Surroundings> =>
  form as Form<object, object, Surroundings>

const deviceIn = (hardware: Hardware | undefined, key: DeviceKey): Device | undefined =>
  hardware?.devices.find((device) => device.key === key)

const everywhere = (hardware: MachineHardware): readonly ChangePlace[] =>
  placeFor(hardware) === 'both' ? ['both', 'live', 'config'] : [placeFor(hardware)]

const bindDevice = (key: DeviceKey, hardware: MachineHardware): BoundForm | undefined => {
  const [now, next] = [deviceIn(hardware.live, key), deviceIn(hardware.nextBoot, key)]
  const device = now ?? next
  if (device === undefined) return undefined
  const title = [wordOf(device), isolated(nameOf(device))].join(' ').trim()
  const form = formOf(device)
  return {
    title,
    what: t('Change {title}', { title }),
    verb: t('Apply'),
    xml: device.xml,
    subjectIn: (place) => (place === 'config' ? (next ?? device) : device),
    changeOf: (said) => ({
      change: 'changeDevice',
      key,
      device: { kind: device.kind, ...said } as DeviceSpec,
    }),
    places: now === undefined ? ['config'] : next === undefined ? ['live'] : everywhere(hardware),
    ...(form && { form: anyForm(form) }),
  }
}

/** Finds a subject's form; undefined for a device that is gone. */
export const bindForm = (
  subject: HardwareSubject,
  hardware: MachineHardware,
): BoundForm | undefined => {
  if (subject.kind === 'device') return bindDevice(subject.key, hardware)
  if (subject.kind === 'add') {
    const form = deviceForms[subject.form]
    return {
      title: t('Add device'),
      what: t('Add {title}', { title: form.title }),
      verb: t('Add'),
      form: anyForm(form),
      subjectIn: () => null,
      changeOf: (said) => ({
        change: 'addDevice',
        device: { kind: form.kind, ...form.always, ...said } as DeviceSpec,
      }),
      places: everywhere(hardware),
    }
  }
  const form = machineForms[subject.form]
  return {
    title: form.title,
    what: t('Change {title}', { title: withinSentence(form.title) }),
    verb: t('Apply'),
    form: anyForm(form),
    subjectIn: (place) =>
      (place === 'config' ? hardware.nextBoot : (hardware.live ?? hardware.nextBoot)).facts,
    changeOf: (settings) => ({ change: 'set', settings }),
    places: form.isForBoot === true && hardware.isPersistent ? ['config'] : everywhere(hardware),
  }
}
