import { i32, i64, list, optional, struct, text, u32, u64, type Codec } from '../wire/xdr'
import { MAX_GRAPHICS_IDENTITIES, MAX_JOB_PARAMETERS, MAX_TUNABLE_EVENT_PARAMETERS } from './maxima'
import { QEMU_PROGRAM, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain, network, nodeDevice, secret, storagePool } from './values'

/**
 * What an event is registered with. Each of the first five has calls and a space of callback ids
 * of its own; `qemuMonitor` shares the ids of `domain` and is registered by event name in the qemu
 * program; `connection` is registered by `connectRegisterCloseCallback` and has no callback id.
 */
export type EventClass =
  'domain' | 'network' | 'storagePool' | 'nodeDevice' | 'secret' | 'qemuMonitor' | 'connection'

/** One event: how to ask for it and how to read it. */
export interface EventDeclaration<T> {
  readonly name: string
  readonly objectClass: EventClass
  /** The number to register, unique within the class; null where none is needed. */
  readonly eventId: number | null
  readonly program: number
  /** The procedure number that its messages carry. */
  readonly messageProcedure: number
  /** The message after the callback id. */
  readonly payload: Codec<T>
  /** The first libvirt release that sends it, where that is later than 1.2.1. */
  readonly since?: string
}

type Declared<T> = Omit<EventDeclaration<T>, 'name'>

const declare =
  (objectClass: EventClass) =>
  <T>(
    eventId: number | null,
    messageProcedure: number,
    payload: Codec<T>,
    since?: string,
  ): Declared<T> => ({
    objectClass,
    eventId,
    program: objectClass === 'qemuMonitor' ? QEMU_PROGRAM : REMOTE_PROGRAM,
    messageProcedure,
    payload,
    ...(since !== undefined && { since }),
  })

const ofDomain = declare('domain')
const ofNetwork = declare('network')
const ofStoragePool = declare('storagePool')
const ofNodeDevice = declare('nodeDevice')
const ofSecret = declare('secret')
const ofQemuMonitor = declare('qemuMonitor')
const ofConnection = declare('connection')

const device = struct({ dom: domain, devAlias: text })
const blockJob = struct({ dom: domain, path: text, type: i32, status: i32 })
/** The reason comes first, unlike everywhere else; libvirt has only ever sent 0. */
const powerManagement = struct({ reason: i32, dom: domain })
const graphicsAddress = struct({ family: i32, node: text, service: text })

const declarations = {
  /** A machine was defined, started, paused, stopped …; `detail` says how. */
  domainLifecycle: ofDomain(0, 318, struct({ dom: domain, event: i32, detail: i32 })),
  /** The guest rebooted. */
  domainReboot: ofDomain(1, 319, struct({ dom: domain })),
  /** The guest set its clock; `offset` is in seconds from UTC (or from the base of the clock). */
  domainRtcChange: ofDomain(2, 320, struct({ dom: domain, offset: i64 })),
  /** The guest's watchdog fired, and `action` was taken. */
  domainWatchdog: ofDomain(3, 321, struct({ dom: domain, action: i32 })),
  /** A disk met an error, and `action` was taken. */
  domainIoError: ofDomain(
    4,
    322,
    struct({ dom: domain, srcPath: text, devAlias: text, action: i32 }),
  ),
  /** Somebody connected to, authenticated with or left the guest's display. */
  domainGraphics: ofDomain(
    5,
    323,
    struct({
      dom: domain,
      phase: i32,
      local: graphicsAddress,
      remote: graphicsAddress,
      authScheme: text,
      subject: list(struct({ type: text, name: text }), MAX_GRAPHICS_IDENTITIES),
    }),
  ),
  /** As domainIoError, with the reason in a word: `enospc`, or empty. */
  domainIoErrorReason: ofDomain(
    6,
    324,
    struct({ dom: domain, srcPath: text, devAlias: text, action: i32, reason: text }),
  ),
  /** Libvirt lost the hypervisor's monitor: the machine can no longer be controlled. */
  domainControlError: ofDomain(7, 325, struct({ dom: domain })),
  /** A block job ended or became ready; `path` is the disk's source. */
  domainBlockJob: ofDomain(8, 326, blockJob),
  /** A disk's medium was changed or dropped. */
  domainDiskChange: ofDomain(
    9,
    327,
    struct({
      dom: domain,
      oldSrcPath: optional(text),
      newSrcPath: optional(text),
      devAlias: text,
      reason: i32,
    }),
  ),
  /** A drive's tray was opened (0) or closed (1). */
  domainTrayChange: ofDomain(10, 328, struct({ dom: domain, devAlias: text, reason: i32 })),
  /** The guest woke up. */
  domainPmWakeup: ofDomain(11, 329, powerManagement),
  /** The guest went to sleep in memory. */
  domainPmSuspend: ofDomain(12, 330, powerManagement),
  /** The guest's memory was changed by its balloon; `actual` is in KiB. */
  domainBalloonChange: ofDomain(13, 331, struct({ dom: domain, actual: u64 })),
  /** The guest hibernated to its disk. */
  domainPmSuspendDisk: ofDomain(14, 332, powerManagement),
  /** A device is gone: the guest let go of it. */
  domainDeviceRemoved: ofDomain(15, 333, device),
  /** As domainBlockJob, with the disk's target (`vda`), which does not change on pivot. */
  domainBlockJob2: ofDomain(
    16,
    339,
    struct({ dom: domain, dst: text, type: i32, status: i32 }),
    '1.2.6',
  ),
  /** A tuning value was changed. */
  domainTunable: ofDomain(
    17,
    346,
    struct({ dom: domain, params: list(typedParameter, MAX_TUNABLE_EVENT_PARAMETERS) }),
    '1.2.9',
  ),
  /** The guest agent connected (1) or disconnected (2). */
  domainAgentLifecycle: ofDomain(
    18,
    348,
    struct({ dom: domain, state: i32, reason: i32 }),
    '1.2.11',
  ),
  /** A device was plugged in. */
  domainDeviceAdded: ofDomain(19, 354, device, '1.2.15'),
  /** A live migration begins its next pass over memory. */
  domainMigrationIteration: ofDomain(20, 359, struct({ dom: domain, iteration: i32 }), '1.3.2'),
  /** A save, dump, backup or migration ended; with its statistics. */
  domainJobCompleted: ofDomain(
    21,
    363,
    struct({ dom: domain, params: list(typedParameter, MAX_JOB_PARAMETERS) }),
    '1.3.3',
  ),
  /** The guest refused to let go of a device. */
  domainDeviceRemovalFailed: ofDomain(22, 367, device, '1.3.4'),
  /** Description (0), title (1) or the element of namespace `nsuri` (2) was changed. */
  domainMetadataChange: ofDomain(
    23,
    379,
    struct({ dom: domain, type: i32, nsuri: optional(text) }),
    '3.0.0',
  ),
  /** A disk image grew past the threshold that was set; bytes. */
  domainBlockThreshold: ofDomain(
    24,
    385,
    struct({ dom: domain, dev: text, path: optional(text), threshold: u64, excess: u64 }),
    '3.2.0',
  ),
  /** The host's memory failed under the hypervisor (0) or the guest (1). */
  domainMemoryFailure: ofDomain(
    25,
    423,
    struct({ dom: domain, recipient: i32, action: i32, flags: u32 }),
    '6.9.0',
  ),
  /** A virtio-mem device was resized; `size` is in KiB. */
  domainMemoryDeviceSizeChange: ofDomain(
    26,
    438,
    struct({ dom: domain, alias: text, size: u64 }),
    '7.9.0',
  ),
  /** The guest changed the MAC address of an interface. */
  domainNicMacChange: ofDomain(
    27,
    453,
    struct({ dom: domain, alias: text, oldMAC: text, newMAC: text }),
    '11.2.0',
  ),

  /** A network was defined (0), undefined (1), started (2) or stopped (3). */
  networkLifecycle: ofNetwork(0, 315, struct({ net: network, event: i32, detail: i32 })),
  /** A network's description, title or an element was changed. */
  networkMetadataChange: ofNetwork(
    1,
    446,
    struct({ net: network, type: i32, nsuri: optional(text) }),
    '9.8.0',
  ),

  /** A pool was defined, undefined, started, stopped, created (4) or deleted (5). */
  storagePoolLifecycle: ofStoragePool(
    0,
    370,
    struct({ pool: storagePool, event: i32, detail: i32 }),
    '2.0.0',
  ),
  /** A pool's volumes may have changed. */
  storagePoolRefresh: ofStoragePool(1, 373, struct({ pool: storagePool }), '2.0.0'),

  /** A host device appeared (0), went (1), was defined (2) or undefined (3). */
  nodeDeviceLifecycle: ofNodeDevice(
    0,
    376,
    struct({ dev: nodeDevice, event: i32, detail: i32 }),
    '2.2.0',
  ),
  /** A host device's XML was changed. */
  nodeDeviceUpdate: ofNodeDevice(1, 377, struct({ dev: nodeDevice }), '2.2.0'),

  /** A secret was defined (0) or undefined (1). */
  secretLifecycle: ofSecret(0, 382, struct({ secret, event: i32, detail: i32 }), '3.0.0'),
  /** A secret has a new value. */
  secretValueChanged: ofSecret(1, 383, struct({ secret }), '3.0.0'),

  /** A raw QMP event; `details` is its data as JSON. */
  qemuMonitorEvent: ofQemuMonitor(
    null,
    6,
    struct({ dom: domain, event: text, seconds: i64, micros: u32, details: optional(text) }),
    '1.2.3',
  ),
  /** The daemon lost the hypervisor: 0 error, 1 end of file, 2 keepalive, 3 it was asked to. */
  connectionClosed: ofConnection(null, 362, struct({ reason: i32 }), '1.3.2'),
}

type Declarations = typeof declarations

/** The name of an event. */
export type EventName = keyof Declarations

/** What an event brings. */
export type EventPayload<N extends EventName> =
  Declarations[N] extends Declared<infer T> ? T : never

/** Every event that libvirt sends with a callback id, and `connectionClosed`. */
export const events = Object.fromEntries(
  Object.entries(declarations).map(([name, declared]) => [name, { name, ...declared }]),
) as { readonly [N in EventName]: EventDeclaration<EventPayload<N>> & { readonly name: N } }
