/**
 * The numbers that replies and events carry for states, reasons and kinds. A newer daemon may send
 * more than these: treat what is not here as unknown.
 */

/** How a machine is. */
export const DomainState = {
  none: 0,
  running: 1,
  /** Waiting for a resource; only Xen says so. */
  blocked: 2,
  paused: 3,
  /** Shutting down: not off yet. */
  shutdown: 4,
  shutoff: 5,
  crashed: 6,
  /** The guest sleeps in memory. */
  pmSuspended: 7,
} as const

/** Why a machine runs. */
export const RunningReason = {
  unknown: 0,
  booted: 1,
  migrated: 2,
  restored: 3,
  fromSnapshot: 4,
  unpaused: 5,
  migrationCanceled: 6,
  saveCanceled: 7,
  wakeup: 8,
  crashed: 9,
  postCopy: 10,
  postCopyFailed: 11,
} as const

/** Why a machine is paused. */
export const PausedReason = {
  unknown: 0,
  user: 1,
  migration: 2,
  save: 3,
  dump: 4,
  /** A disk met an error, mostly: no space left. */
  ioError: 5,
  watchdog: 6,
  fromSnapshot: 7,
  shuttingDown: 8,
  snapshot: 9,
  crashed: 10,
  startingUp: 11,
  postCopy: 12,
  postCopyFailed: 13,
  apiError: 14,
} as const

/** Why a machine is off. */
export const ShutoffReason = {
  unknown: 0,
  shutdown: 1,
  destroyed: 2,
  crashed: 3,
  migrated: 4,
  saved: 5,
  failed: 6,
  fromSnapshot: 7,
  /** The daemon could not decide how it ended. */
  daemon: 8,
} as const

/** What a lifecycle event tells. */
export const DomainLifecycleEvent = {
  defined: 0,
  undefined: 1,
  started: 2,
  suspended: 3,
  resumed: 4,
  stopped: 5,
  shutdown: 6,
  pmSuspended: 7,
  crashed: 8,
} as const

/** The `detail` of each lifecycle event. */
export const DomainLifecycleDetail = {
  defined: { added: 0, updated: 1, renamed: 2, fromSnapshot: 3 },
  undefined: { removed: 0, renamed: 1 },
  started: { booted: 0, migrated: 1, restored: 2, fromSnapshot: 3, wakeup: 4, recreated: 5 },
  suspended: {
    paused: 0,
    migrated: 1,
    ioError: 2,
    watchdog: 3,
    restored: 4,
    fromSnapshot: 5,
    apiError: 6,
    postCopy: 7,
    postCopyFailed: 8,
    guestShutdown: 9,
  },
  resumed: { unpaused: 0, migrated: 1, fromSnapshot: 2, postCopy: 3, postCopyFailed: 4 },
  stopped: {
    shutdown: 0,
    destroyed: 1,
    crashed: 2,
    migrated: 3,
    saved: 4,
    failed: 5,
    fromSnapshot: 6,
    recreated: 7,
  },
  shutdown: { finished: 0, guest: 1, host: 2 },
  pmSuspended: { memory: 0, disk: 1 },
  crashed: { panicked: 0, crashLoaded: 1 },
} as const

/** What was done when a guest's watchdog fired. */
export const WatchdogAction = {
  none: 0,
  pause: 1,
  reset: 2,
  poweroff: 3,
  shutdown: 4,
  debug: 5,
  injectNmi: 6,
} as const

/** What was done when a disk met an error. */
export const IoErrorAction = { none: 0, pause: 1, report: 2 } as const

/** How far a visit to the guest's display is. */
export const GraphicsPhase = { connect: 0, initialize: 1, disconnect: 2 } as const

/** What kind of address a display's visitor has. */
export const GraphicsAddressFamily = { ipv4: 0, ipv6: 1, unix: 2 } as const

/** Why a disk's medium changed: it was missing at start and taken out, or the disk dropped. */
export const DiskChangeReason = { missingOnStart: 0, dropMissingOnStart: 1 } as const

/** What happened to a drive's tray. */
export const TrayChangeReason = { open: 0, close: 1 } as const

/** Whether the guest agent answers. */
export const AgentState = { connected: 1, disconnected: 2 } as const

/** Why the agent's state changed. */
export const AgentLifecycleReason = { unknown: 0, domainStarted: 1, channel: 2 } as const

/** Whose memory failed. */
export const MemoryFailureRecipient = { hypervisor: 0, guest: 1 } as const

/** What was done about failed memory. */
export const MemoryFailureAction = { ignore: 0, inject: 1, fatal: 2, reset: 3 } as const

/** Whether libvirt can reach the hypervisor of a machine. */
export const ControlState = { ok: 0, job: 1, occupied: 2, error: 3 } as const

/** What a metadata call reads or writes. */
export const MetadataType = { description: 0, title: 1, element: 2 } as const

/** What the guest did that an action follows. */
export const Lifecycle = { poweroff: 0, reboot: 1, crash: 2 } as const

/** What follows when a guest powers off, reboots or crashes. */
export const LifecycleAction = {
  destroy: 0,
  restart: 1,
  restartRename: 2,
  preserve: 3,
  coredumpDestroy: 4,
  coredumpRestart: 5,
} as const

/** Which figure a memory statistic is. KiB unless it says otherwise. */
export const MemoryStatTag = {
  swapIn: 0,
  swapOut: 1,
  /** A count. */
  majorFault: 2,
  /** A count. */
  minorFault: 3,
  unused: 4,
  available: 5,
  actualBalloon: 6,
  /** What the hypervisor's process takes of the host. */
  rss: 7,
  usable: 8,
  /** Seconds since 1970. */
  lastUpdate: 9,
  diskCaches: 10,
  /** A count. */
  hugetlbPageAllocations: 11,
  /** A count. */
  hugetlbPageFailures: 12,
} as const

/** What a virtual CPU does. */
export const VcpuState = { offline: 0, running: 1, blocked: 2 } as const

/** How a job of a machine (migration, save, dump, backup) is. */
export const JobType = {
  none: 0,
  bounded: 1,
  unbounded: 2,
  completed: 3,
  failed: 4,
  cancelled: 5,
} as const

/** What a job does: the parameter `operation` of job statistics. */
export const JobOperation = {
  unknown: 0,
  start: 1,
  save: 2,
  restore: 3,
  migrationIn: 4,
  migrationOut: 5,
  snapshot: 6,
  snapshotRevert: 7,
  dump: 8,
  backup: 9,
  snapshotDelete: 10,
} as const

/** What a block job does. */
export const BlockJobType = {
  unknown: 0,
  pull: 1,
  copy: 2,
  commit: 3,
  activeCommit: 4,
  backup: 5,
} as const

/** How a block job ended, or that it waits for the pivot. */
export const BlockJobStatus = { completed: 0, failed: 1, canceled: 2, ready: 3 } as const

/** The format of a memory dump. */
export const CoreDumpFormat = {
  raw: 0,
  kdumpZlib: 1,
  kdumpLzo: 2,
  kdumpSnappy: 3,
  windows: 4,
} as const

/** In whose numbers key codes are given. */
export const KeycodeSet = {
  linux: 0,
  xt: 1,
  atSet1: 2,
  atSet2: 3,
  atSet3: 4,
  osx: 5,
  xtKeyboard: 6,
  usb: 7,
  windows: 8,
  qnum: 9,
} as const

/** Where guest addresses come from. */
export const InterfaceAddressSource = { lease: 0, agent: 1, arp: 2 } as const

/** Which way an address is written. */
export const IpAddressType = { ipv4: 0, ipv6: 1 } as const

/** How a CPU compares with the host's. */
export const CpuComparison = { error: -1, incompatible: 0, identical: 1, superset: 2 } as const

/** What happened to a network. */
export const NetworkLifecycleEvent = { defined: 0, undefined: 1, started: 2, stopped: 3 } as const

/** How to change part of a network. `addFirst` is 4: 3 means add last. */
export const NetworkUpdateCommand = {
  none: 0,
  modify: 1,
  delete: 2,
  addLast: 3,
  addFirst: 4,
} as const

/** Which part of a network to change. */
export const NetworkSection = {
  none: 0,
  bridge: 1,
  domain: 2,
  ip: 3,
  ipDhcpHost: 4,
  ipDhcpRange: 5,
  forward: 6,
  forwardInterface: 7,
  forwardPf: 8,
  portGroup: 9,
  dnsHost: 10,
  dnsTxt: 11,
  dnsSrv: 12,
} as const

/** How a storage pool is. */
export const StoragePoolState = {
  inactive: 0,
  building: 1,
  running: 2,
  degraded: 3,
  inaccessible: 4,
} as const

/** What happened to a storage pool. */
export const StoragePoolLifecycleEvent = {
  defined: 0,
  undefined: 1,
  started: 2,
  stopped: 3,
  created: 4,
  deleted: 5,
} as const

/** What a volume is. */
export const StorageVolumeType = {
  file: 0,
  block: 1,
  dir: 2,
  network: 3,
  netdir: 4,
  ploop: 5,
} as const

/** How to make a volume unreadable. */
export const WipeAlgorithm = {
  zero: 0,
  nnsa: 1,
  dod: 2,
  bsi: 3,
  gutmann: 4,
  schneier: 5,
  pfitzner7: 6,
  pfitzner33: 7,
  random: 8,
  trim: 9,
} as const

/** What happened to a host device. */
export const NodeDeviceLifecycleEvent = {
  created: 0,
  deleted: 1,
  defined: 2,
  undefined: 3,
} as const

/** What happened to a secret. */
export const SecretLifecycleEvent = { defined: 0, undefined: 1 } as const

/** What a secret is for. */
export const SecretUsageType = { none: 0, volume: 1, ceph: 2, iscsi: 3, tls: 4, vtpm: 5 } as const

/** Why the daemon lost its hypervisor. */
export const ConnectionClosedReason = { error: 0, eof: 1, keepalive: 2, client: 3 } as const
