import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import type { OsPreset } from '../os-preset'
import { newMachine, type ProvisioningDefaults, type ProvisioningPlan } from '../provisioning'
import { nothing } from './inputs'

/** New machines. */
export const provisioningCalls = {
  'provisioning.defaults': query(nothing, answers<ProvisioningDefaults>()),
  /** The osinfo database of this computer, newest first; empty where it is not installed. */
  'provisioning.osPresets': query(nothing, answers<readonly OsPreset[]>()),
  /** Says what would be made, and looks for what would stop it; changes nothing. */
  'provisioning.plan': query(newMachine, answers<ProvisioningPlan>()),
  /** Makes it, as a job that names the machine; takes back all that it made when it fails. */
  'provisioning.create': command(newMachine, answers<JobStarted>()),
} as const
