/**
 * The bits that calls take in `flags`; or them together. 0 is always the default. Bit 31 is written
 * as a number above 2³¹, since flags travel unsigned: end a sum of bits with `>>> 0` if it has it.
 */

/** Where a change applies: 0 is the running machine, or the definition if it is off. */
export const AffectFlags = { current: 0, live: 1, config: 2 } as const

/**
 * Say that texts among parameters are welcome: getters of tuning parameters leave them out
 * otherwise, without a word.
 */
export const ParameterFlags = { strings: 4 } as const

/** Which machines to list; bits of one line are alternatives, lines narrow each other. */
export const ListDomainsFlags = {
  active: 1 << 0,
  inactive: 1 << 1,
  persistent: 1 << 2,
  transient: 1 << 3,
  running: 1 << 4,
  paused: 1 << 5,
  shutoff: 1 << 6,
  other: 1 << 7,
  managedSave: 1 << 8,
  noManagedSave: 1 << 9,
  autostart: 1 << 10,
  noAutostart: 1 << 11,
  hasSnapshot: 1 << 12,
  noSnapshot: 1 << 13,
  hasCheckpoint: 1 << 14,
  noCheckpoint: 1 << 15,
} as const

/** Which machines to measure, and how; the first eight as in {@link ListDomainsFlags}. */
export const GetAllDomainStatsFlags = {
  active: 1 << 0,
  inactive: 1 << 1,
  persistent: 1 << 2,
  transient: 1 << 3,
  running: 1 << 4,
  paused: 1 << 5,
  shutoff: 1 << 6,
  other: 1 << 7,
  /** Leave out what a busy machine can't tell at once, rather than wait. Since 4.5.0. */
  noWait: 1 << 29,
  /** Each disk's whole backing chain. */
  backing: 1 << 30,
  /** Fail if a group is not supported, rather than leave it out. */
  enforceStats: 0x8000_0000,
} as const

/** Groups of statistics; 0 is all that the driver has. */
export const StatsGroup = {
  state: 1 << 0,
  cpuTotal: 1 << 1,
  balloon: 1 << 2,
  vcpu: 1 << 3,
  interface: 1 << 4,
  block: 1 << 5,
  perf: 1 << 6,
  /** An error on one machine fails the call. Since 4.10.0. */
  iothread: 1 << 7,
  memory: 1 << 8,
  /** An error on one machine fails the call. Since 7.2.0. */
  dirtyRate: 1 << 9,
  vm: 1 << 10,
} as const

/** What domain XML holds. `secure` needs write access. */
export const DomainXmlFlags = { secure: 1, inactive: 2, updateCpu: 4, migratable: 8 } as const

/** How to define a machine. */
export const DefineFlags = { validate: 1 } as const

/** How to start a machine. */
export const CreateFlags = {
  paused: 1 << 0,
  /** End it when this connection ends. */
  autoDestroy: 1 << 1,
  bypassCache: 1 << 2,
  /** Boot even if there is a managed save image, and throw that away. */
  forceBoot: 1 << 3,
  validate: 1 << 4,
  resetNvram: 1 << 5,
} as const

/** What to forget along with a machine's definition. */
export const UndefineFlags = {
  managedSave: 1 << 0,
  snapshotsMetadata: 1 << 1,
  nvram: 1 << 2,
  keepNvram: 1 << 3,
  checkpointsMetadata: 1 << 4,
  tpm: 1 << 5,
  keepTpm: 1 << 6,
} as const

/** By which means to ask the guest; several are tried in an order the driver chooses. */
export const ShutdownFlags = {
  acpiPowerButton: 1,
  guestAgent: 2,
  initctl: 4,
  signal: 8,
  paravirt: 16,
} as const

/** As {@link ShutdownFlags}, for a reboot. */
export const RebootFlags = ShutdownFlags

/** How to end a machine. */
export const DestroyFlags = { graceful: 1, removeLogs: 2 } as const

/** How to save and restore memory. */
export const SaveRestoreFlags = { bypassCache: 1, running: 2, paused: 4, resetNvram: 8 } as const

/** What to do with the machine while its memory is dumped. */
export const CoreDumpFlags = {
  crash: 1,
  live: 2,
  bypassCache: 4,
  reset: 8,
  memoryOnly: 16,
} as const

/** Where memory changes apply; `maximum` needs a stopped machine. */
export const MemoryFlags = { ...AffectFlags, maximum: 4 } as const

/** Where changes of virtual CPUs apply, or through the guest agent. */
export const VcpuFlags = { ...AffectFlags, maximum: 4, guest: 8, hotpluggable: 16 } as const

/** Where device changes apply; `force` ejects a locked tray. */
export const DeviceFlags = { ...AffectFlags, force: 4 } as const

/** What kind of address memory is peeked at. */
export const MemoryPeekFlags = { virtual: 1, physical: 2 } as const

/** How to resize a disk. Without `bytes` the size is in KiB. */
export const BlockResizeFlags = { bytes: 1, capacity: 2, extend: 4 } as const

/** `force` ends another's session; `safe` refuses where exclusiveness can't be kept. */
export const ConsoleFlags = { force: 1, safe: 2 } as const

/** As {@link ConsoleFlags}, for channels. */
export const ChannelFlags = { force: 1 } as const

/** How to take a snapshot. */
export const SnapshotCreateFlags = {
  redefine: 1 << 0,
  current: 1 << 1,
  noMetadata: 1 << 2,
  halt: 1 << 3,
  diskOnly: 1 << 4,
  reuseExternal: 1 << 5,
  quiesce: 1 << 6,
  atomic: 1 << 7,
  live: 1 << 8,
  validate: 1 << 9,
} as const

/** Which snapshots to list. Bit 0 means roots of a machine but descendants of a snapshot. */
export const SnapshotListFlags = {
  roots: 1 << 0,
  descendants: 1 << 0,
  metadata: 1 << 1,
  leaves: 1 << 2,
  noLeaves: 1 << 3,
  noMetadata: 1 << 4,
  inactive: 1 << 5,
  active: 1 << 6,
  diskOnly: 1 << 7,
  internal: 1 << 8,
  external: 1 << 9,
  /** Parents before children. Since 5.2.0. */
  topological: 1 << 10,
} as const

/** How a machine is after it went back to a snapshot; `force` accepts risks. */
export const SnapshotRevertFlags = { running: 1, paused: 2, force: 4, resetNvram: 8 } as const

/** What to delete with, or instead of, a snapshot. */
export const SnapshotDeleteFlags = { children: 1, metadataOnly: 2, childrenOnly: 4 } as const

/** How to make a checkpoint. */
export const CheckpointCreateFlags = { redefine: 1, quiesce: 2, redefineValidate: 4 } as const

/** Which checkpoints to list. Bit 0 means roots of a machine but descendants of a checkpoint. */
export const CheckpointListFlags = {
  roots: 1,
  descendants: 1,
  topological: 2,
  leaves: 4,
  noLeaves: 8,
} as const

/** What checkpoint XML holds; `size` asks how much has changed since. */
export const CheckpointXmlFlags = { secure: 1, noDomain: 2, size: 4 } as const

/** What to delete with, or instead of, a checkpoint. */
export const CheckpointDeleteFlags = { children: 1, metadataOnly: 2, childrenOnly: 4 } as const

/** How to back up disks. */
export const BackupBeginFlags = { reuseExternal: 1, preserveShutdownDomain: 2 } as const

/** How to merge overlays down; without `bandwidthBytes` the limit is in MiB/s. */
export const BlockCommitFlags = {
  shallow: 1,
  delete: 2,
  active: 4,
  relative: 8,
  bandwidthBytes: 16,
} as const

/** How to pull from a backing image, or (`copy`) mirror to another. */
export const BlockRebaseFlags = {
  shallow: 1 << 0,
  reuseExternal: 1 << 1,
  copyRaw: 1 << 2,
  copy: 1 << 3,
  relative: 1 << 4,
  copyDevice: 1 << 5,
  bandwidthBytes: 1 << 6,
} as const

/** The limit is in bytes/s instead of MiB/s. */
export const BlockPullFlags = { bandwidthBytes: 1 << 6 } as const

/** How to mirror a disk. */
export const BlockCopyFlags = {
  shallow: 1,
  reuseExternal: 2,
  transientJob: 4,
  synchronousWrites: 8,
  targetZeroed: 16,
} as const

/** `pivot` switches to the mirror instead of dropping it; `async` does not wait. */
export const BlockJobAbortFlags = { async: 1, pivot: 2 } as const

/** Ask for, or set, a block job's limit in bytes/s instead of MiB/s. */
export const BlockJobSpeedFlags = { bandwidthBytes: 1 } as const

/** Which job to tell of: the one that ended last; `keepCompleted` lets others read it too. */
export const JobStatsFlags = { completed: 1, keepCompleted: 2 } as const

/** Which job to abort: `postCopy` pauses a post-copy migration, which can be resumed. */
export const AbortJobFlags = { postCopy: 1 } as const

/** How to migrate. */
export const MigrateFlags = {
  live: 1 << 0,
  peerToPeer: 1 << 1,
  tunnelled: 1 << 2,
  persistDestination: 1 << 3,
  undefineSource: 1 << 4,
  paused: 1 << 5,
  nonSharedDisk: 1 << 6,
  nonSharedIncremental: 1 << 7,
  changeProtection: 1 << 8,
  unsafe: 1 << 9,
  offline: 1 << 10,
  compressed: 1 << 11,
  abortOnError: 1 << 12,
  autoConverge: 1 << 13,
  rdmaPinAll: 1 << 14,
  postCopy: 1 << 15,
  tls: 1 << 16,
  parallel: 1 << 17,
  nonSharedSynchronousWrites: 1 << 18,
  postCopyResume: 1 << 19,
  zeroCopy: 1 << 20,
} as const

/** What to ask the guest agent for; 0 is all that it supports. */
export const GuestInfoTypes = {
  users: 1,
  os: 2,
  timezone: 4,
  hostname: 8,
  filesystem: 16,
  disks: 32,
  interfaces: 64,
  load: 128,
} as const

/** Where a guest's host name comes from. */
export const GetHostnameFlags = { lease: 1, agent: 2 } as const

/** Set the guest's clock from its own hardware clock, ignoring the time given. */
export const SetTimeFlags = { sync: 1 } as const

/** The password is already hashed the way the guest stores it. */
export const SetUserPasswordFlags = { encrypted: 1 } as const

/** Add or remove keys; 0 replaces them all. */
export const SshKeysSetFlags = { append: 1, remove: 2 } as const

/** Which networks to list. */
export const ListNetworksFlags = {
  inactive: 1,
  active: 2,
  persistent: 4,
  transient: 8,
  autostart: 16,
  noAutostart: 32,
} as const

/** What network XML holds. */
export const NetworkXmlFlags = { inactive: 1 } as const

/** Which host interfaces to list. */
export const ListInterfacesFlags = { inactive: 1, active: 2 } as const

/** Which host devices to list, by capability and state. */
export const ListNodeDevicesFlags = {
  system: 1 << 0,
  pci: 1 << 1,
  usbDevice: 1 << 2,
  usbInterface: 1 << 3,
  net: 1 << 4,
  scsiHost: 1 << 5,
  scsiTarget: 1 << 6,
  scsi: 1 << 7,
  storage: 1 << 8,
  fcHost: 1 << 9,
  vports: 1 << 10,
  scsiGeneric: 1 << 11,
  drm: 1 << 12,
  mdevTypes: 1 << 13,
  mdev: 1 << 14,
  ccw: 1 << 15,
  css: 1 << 16,
  vdpa: 1 << 17,
  apCard: 1 << 18,
  apQueue: 1 << 19,
  apMatrix: 1 << 20,
  vpd: 1 << 21,
  persistent: 1 << 28,
  transient: 1 << 29,
  inactive: 1 << 30,
  active: 0x8000_0000,
} as const

/** Which secrets to list. */
export const ListSecretsFlags = {
  ephemeral: 1,
  noEphemeral: 2,
  private: 4,
  noPrivate: 8,
} as const

/** Which storage pools to list, by state and type. */
export const ListStoragePoolsFlags = {
  inactive: 1 << 0,
  active: 1 << 1,
  persistent: 1 << 2,
  transient: 1 << 3,
  autostart: 1 << 4,
  noAutostart: 1 << 5,
  dir: 1 << 6,
  fs: 1 << 7,
  netfs: 1 << 8,
  logical: 1 << 9,
  disk: 1 << 10,
  iscsi: 1 << 11,
  scsi: 1 << 12,
  mpath: 1 << 13,
  rbd: 1 << 14,
  sheepdog: 1 << 15,
  gluster: 1 << 16,
  zfs: 1 << 17,
  vstorage: 1 << 18,
  iscsiDirect: 1 << 19,
} as const

/** What storage XML holds. */
export const StorageXmlFlags = { inactive: 1 } as const

/** How to start a pool: building what it needs first. */
export const StoragePoolCreateFlags = {
  withBuild: 1,
  withBuildOverwrite: 2,
  withBuildNoOverwrite: 4,
} as const

/** How to build a pool; `overwrite` destroys what is there. */
export const StoragePoolBuildFlags = {
  repair: 1,
  resize: 2,
  noOverwrite: 4,
  overwrite: 8,
} as const

/** `zeroed` overwrites before deleting. */
export const StoragePoolDeleteFlags = { zeroed: 1 } as const

/** How to make a volume. */
export const StorageVolumeCreateFlags = {
  preallocateMetadata: 1,
  reflink: 2,
  validate: 4,
} as const

/** How to delete a volume. */
export const StorageVolumeDeleteFlags = { zeroed: 1, withSnapshots: 2 } as const

/** How to resize a volume; without `shrink` a smaller size is refused. */
export const StorageVolumeResizeFlags = { allocate: 1, delta: 2, shrink: 4 } as const

/** Send and expect holes instead of zeroes. Since 3.4.0. */
export const StorageVolumeStreamFlags = { sparse: 1 } as const

/** `allocation` means what the volume takes on its host. */
export const StorageVolumeInfoFlags = { physical: 1 } as const
