import { qemu, remote } from './procedures/index'
import type { Procedure } from './wire/procedure'

/**
 * Calls whose answer comes when the work is done, which may take minutes: what moves memory or
 * disks, and what waits for an agent in the guest. They may not take all the places of a
 * connection at once.
 */
const LONG_CALLS: ReadonlySet<unknown> = new Set<unknown>([
  remote.domainManagedSave,
  remote.domainSaveFlags,
  remote.domainSaveParams,
  remote.domainRestoreFlags,
  remote.domainRestoreParams,
  remote.domainCoreDumpWithFormat,
  remote.domainMigratePerform3,
  remote.domainMigratePerform3Params,
  remote.domainMigrateFinish3,
  remote.domainMigrateFinish3Params,
  remote.domainSnapshotCreateXml,
  remote.domainSnapshotDelete,
  remote.domainRevertToSnapshot,

  remote.storagePoolBuild,
  remote.storagePoolDelete,
  remote.storagePoolRefresh,
  remote.storageVolCreateXml,
  remote.storageVolCreateXmlFrom,
  remote.storageVolDelete,
  remote.storageVolResize,
  remote.storageVolWipe,
  remote.storageVolWipePattern,

  qemu.domainAgentCommand,
  remote.domainAuthorizedSshKeysGet,
  remote.domainAuthorizedSshKeysSet,
  remote.domainFsfreeze,
  remote.domainFsthaw,
  remote.domainFstrim,
  remote.domainGetFsinfo,
  remote.domainGetGuestInfo,
  remote.domainGetGuestVcpus,
  remote.domainGetHostname,
  remote.domainGetTime,
  remote.domainInterfaceAddresses,
  remote.domainSetGuestVcpus,
  remote.domainSetTime,
  remote.domainSetUserPassword,
])

/** Whether a call may keep the daemon busy for long. */
export const isLong = <Args, Result>(procedure: Procedure<Args, Result>): boolean =>
  LONG_CALLS.has(procedure)
