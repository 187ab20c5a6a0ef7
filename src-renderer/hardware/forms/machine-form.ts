import type { HardwareFacts } from '../../../src-preload/contract/hardware'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { t } from '../../../src-preload/language/t'
import type { Form } from '../form'
import type { Surroundings } from './surroundings'

/** A form for a part of the machine that is no device. */
export interface MachineForm extends Form<HardwareFacts, HardwareSettings, Surroundings> {
  readonly title: string
}

export const machineForm = (form: MachineForm): MachineForm => form

/** What names processors or nodes of the host. */
export const cpusetPattern = {
  form: /^\^?\d{1,5}(-\d{1,5})?(,\^?\d{1,5}(-\d{1,5})?)*$/,
  words: t('Numbers such as 0-3,8'),
}

export const KIB_PER_MIB = 1024
