import { bootForm, firmwareForm } from './boot-forms'
import { machineMemoryForm } from './machine-memory-form'
import { placementForm, processorsForm } from './processor-forms'

/** What a machine is made of besides devices, part by part. */
export const machineForms = {
  processors: processorsForm,
  placement: placementForm,
  memory: machineMemoryForm,
  boot: bootForm,
  firmware: firmwareForm,
} as const

export type MachineFormName = keyof typeof machineForms
