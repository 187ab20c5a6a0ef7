import { domainBlockJobs } from './procedures/domain-block-job'
import { domainCheckpoints } from './procedures/domain-checkpoint'
import { domainDevices } from './procedures/domain-devices'
import { domainJobs } from './procedures/domain-job'
import { domainLaunchSecurity } from './procedures/domain-launch-security'
import { domainLifecycle } from './procedures/domain-lifecycle'
import { domainMigration } from './procedures/domain-migration'
import { domainStatistics } from './procedures/domain-statistics'
import { domainTuning } from './procedures/domain-tuning'
import { qemu, remote } from './procedures/index'
import type { Procedure } from './wire/procedure'

/**
 * What a call waits for in the daemon: `short` for nothing but a turn; `machine` for a hypervisor's
 * answer, which a machine that is stuck does not give; `long` for work that may take minutes.
 */
export type CallKind = 'short' | 'machine' | 'long'

/** What moves memory or disks, and what waits for an agent in the guest. */
const longCalls: readonly object[] = [
  remote.domainManagedSave,
  remote.domainSave,
  remote.domainSaveFlags,
  remote.domainSaveParams,
  remote.domainRestore,
  remote.domainRestoreFlags,
  remote.domainRestoreParams,
  remote.domainCoreDump,
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
]

const machineCalls: readonly object[] = [
  domainLifecycle,
  domainStatistics,
  domainTuning,
  domainDevices,
  domainBlockJobs,
  domainCheckpoints,
  domainJobs,
  domainMigration,
  domainLaunchSecurity,
  qemu,
].flatMap((table): object[] => Object.values(table))

/** In bulk, those who care ask for what needs no hypervisor, or wait for none: see their flags. */
const shortCalls: readonly object[] = [remote.connectGetAllDomainStats]

const kinds = new Map<object, CallKind>([
  ...machineCalls.map((call) => [call, 'machine'] as const),
  ...shortCalls.map((call) => [call, 'short'] as const),
  ...longCalls.map((call) => [call, 'long'] as const),
])

/** How long a call may keep the daemon busy, as far as can be told from what it is. */
export const callKind = <Args, Result>(procedure: Procedure<Args, Result>): CallKind =>
  kinds.get(procedure) ?? 'short'
