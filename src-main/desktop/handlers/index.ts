import type { Desk } from '../desk'
import type { Handlers } from '../ipc-server'
import { appHandlers } from './app-handlers'
import { backupHandlers } from './backup-handlers'
import { cloneHandlers } from './clone-handlers'
import { consoleHandlers } from './console-handlers'
import { diskHandlers } from './disk-handlers'
import { displayHandlers } from './display-handlers'
import { doctorHandlers } from './doctor-handlers'
import { guestHandlers } from './guest-handlers'
import { exchangeHandlers } from './exchange-handlers'
import { hardwareHandlers } from './hardware-handlers'
import { hostHandlers } from './host-handlers'
import { jobHandlers } from './job-handlers'
import { launchSecurityHandlers } from './launch-security-handlers'
import { machineHandlers } from './machine-handlers'
import { metadataHandlers } from './metadata-handlers'
import { migrationHandlers } from './migration-handlers'
import { networkHandlers } from './network-handlers'
import { powerHandlers } from './power-handlers'
import { promptHandlers } from './prompt-handlers'
import { provisioningHandlers } from './provisioning-handlers'
import { removalHandlers } from './removal-handlers'
import { settingHandlers } from './setting-handlers'
import { snapshotHandlers } from './snapshot-handlers'
import { storageHandlers } from './storage-handlers'
import { timelineHandlers } from './timeline-handlers'
import { updateHandlers } from './update-handlers'

/** What each call of the contract does; everything long is a service's. */
export const makeHandlers = (desk: Desk): Handlers => ({
  ...appHandlers(desk),
  ...backupHandlers(desk),
  ...cloneHandlers(desk),
  ...consoleHandlers(desk),
  ...diskHandlers(desk),
  ...displayHandlers(desk),
  ...doctorHandlers(desk),
  ...guestHandlers(desk),
  ...exchangeHandlers(desk),
  ...hardwareHandlers(desk),
  ...hostHandlers(desk),
  ...jobHandlers(desk),
  ...launchSecurityHandlers(desk),
  ...machineHandlers(desk),
  ...metadataHandlers(desk),
  ...migrationHandlers(desk),
  ...networkHandlers(desk),
  ...powerHandlers(desk),
  ...promptHandlers(desk),
  ...provisioningHandlers(desk),
  ...removalHandlers(desk),
  ...settingHandlers(desk),
  ...snapshotHandlers(desk),
  ...storageHandlers(desk),
  ...timelineHandlers(desk),
  ...updateHandlers(desk),
})
