import { call, procedures } from '../wire/procedure'
import { flag, i32, list, optional, text, u32, u64, uuid } from '../wire/xdr'
import { MAX_JOB_PARAMETERS, MAX_KEY_CODES, MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain } from './values'

/** Finding, defining, starting and ending machines. */
export const domainLifecycle = procedures(REMOTE_PROGRAM, {
  /** All machines that match the flags, in one call. Flags of one group are or-ed, groups and-ed. */
  connectListAllDomains: call(
    273,
    { needResults: flag, flags: u32 },
    { domains: list(domain, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds a running machine by its id of the moment. */
  domainLookupById: call(22, { id: i32 }, { dom: domain }, high),
  /** Finds a machine by name. */
  domainLookupByName: call(23, { name: text }, { dom: domain }, high),
  /** Finds a machine by UUID. */
  domainLookupByUuid: call(24, { uuid }, { dom: domain }, high),

  /** Defines a machine, or changes its next start if the UUID is known. Starts nothing. */
  domainDefineXmlFlags: call(
    350,
    { xml: text, flags: u32 },
    { dom: domain },
    { ...high, since: '1.2.12' },
  ),
  /** Defines a machine without flags. */
  domainDefineXml: call(11, { xml: text }, { dom: domain }, high),
  /** Starts a transient machine, which is gone when it stops. */
  domainCreateXml: call(10, { xmlDesc: text, flags: u32 }, { dom: domain }),
  /** Starts a transient machine with file descriptors for its init. */
  domainCreateXmlWithFiles: call(
    309,
    { xmlDesc: text, flags: u32 },
    { dom: domain },
    { passesDescriptors: true },
  ),
  /** Starts a defined machine, from its managed save image if there is one. */
  domainCreateWithFlags: call(196, { dom: domain, flags: u32 }, { dom: domain }),
  /** Starts a defined machine without flags; the reply does not tell its new id. */
  domainCreate: call(9, { dom: domain }, {}),
  /** Starts a defined machine with file descriptors for its init. */
  domainCreateWithFiles: call(
    310,
    { dom: domain, flags: u32 },
    { dom: domain },
    { passesDescriptors: true },
  ),
  /** Forgets a machine; refused while it has NVRAM, saves or snapshots that no flag covers. */
  domainUndefineFlags: call(231, { dom: domain, flags: u32 }, {}, high),
  /** Forgets a machine that has nothing attached to it; a running one becomes transient. */
  domainUndefine: call(35, { dom: domain }, {}, high),
  /** Renames an inactive machine; most drivers refuse a running one or one with snapshots. */
  domainRename: call(
    358,
    { dom: domain, newName: optional(text), flags: u32 },
    { retcode: i32 },
    { since: '1.2.19' },
  ),

  /** Asks the guest to shut down; a reply only says that it was asked. */
  domainShutdownFlags: call(258, { dom: domain, flags: u32 }, {}),
  /** Asks the guest to shut down by the driver's own choice of means. */
  domainShutdown: call(33, { dom: domain }, {}),
  /** Asks the guest to reboot. */
  domainReboot: call(27, { dom: domain, flags: u32 }, {}),
  /** Presses the reset button: no notice to the guest, unwritten data is lost. */
  domainReset: call(245, { dom: domain, flags: u32 }, {}),
  /** Pauses the virtual CPUs; memory stays. */
  domainSuspend: call(34, { dom: domain }, {}),
  /** Lets paused virtual CPUs run on. */
  domainResume: call(28, { dom: domain }, {}),
  /** Pulls the plug; with GRACEFUL it gives up rather than send SIGKILL. */
  domainDestroyFlags: call(234, { dom: domain, flags: u32 }, {}, high),
  /** Pulls the plug; works even while the hypervisor's monitor hangs. */
  domainDestroy: call(12, { dom: domain }, {}, high),
  /** Asks the guest (through its agent) to sleep: 0 memory, 1 disk, 2 both. Duration must be 0. */
  domainPmSuspendForDuration: call(
    261,
    { dom: domain, target: u32, duration: u64, flags: u32 },
    {},
  ),
  /** Wakes a guest that sleeps in memory. */
  domainPmWakeup: call(267, { dom: domain, flags: u32 }, {}),

  /** Whether the machine starts with the host. */
  domainGetAutostart: call(15, { dom: domain }, { autostart: flag }, high),
  /** Starts a machine with the host, or not. No event tells of it. */
  domainSetAutostart: call(29, { dom: domain, autostart: flag }, {}, high),
  /** Whether the machine starts with the host's next boot only. */
  domainGetAutostartOnce: call(
    449,
    { dom: domain },
    { autostart: flag },
    { ...high, since: '11.2.0' },
  ),
  /** Starts a machine with the host's next boot only. */
  domainSetAutostartOnce: call(
    450,
    { dom: domain, autostart: flag },
    {},
    { ...high, since: '11.2.0' },
  ),
  /** What follows poweroff (0), reboot (1) or crash (2) of the guest. */
  domainSetLifecycleAction: call(
    390,
    { dom: domain, type: u32, action: u32, flags: u32 },
    {},
    { since: '3.9.0' },
  ),

  /** Sends a non-maskable interrupt, which makes most guests dump and stop. */
  domainInjectNmi: call(210, { dom: domain, flags: u32 }, {}),
  /** Presses up to 16 keys at once, for `holdtime` ms. */
  domainSendKey: call(
    226,
    {
      dom: domain,
      codeset: u32,
      holdtime: u32,
      keycodes: list(u32, MAX_KEY_CODES),
      flags: u32,
    },
    {},
  ),

  /** Saves the memory to a file that libvirt keeps, and stops; the next start resumes from it. */
  domainManagedSave: call(182, { dom: domain, flags: u32 }, {}),
  /** Whether a managed save image exists. */
  domainHasManagedSaveImage: call(183, { dom: domain, flags: u32 }, { result: flag }),
  /** Throws the managed save image away: the next start is a boot. */
  domainManagedSaveRemove: call(184, { dom: domain, flags: u32 }, {}),
  /** The XML inside the managed save image. */
  domainManagedSaveGetXmlDesc: call(
    388,
    { dom: domain, flags: u32 },
    { xml: text },
    { since: '3.7.0' },
  ),
  /** Changes the XML inside the managed save image, such as a disk's path. */
  domainManagedSaveDefineXml: call(
    389,
    { dom: domain, dxml: optional(text), flags: u32 },
    {},
    { since: '3.7.0' },
  ),
  /** Saves the memory to a file of the host and stops. */
  domainSave: call(55, { dom: domain, to: text }, {}),
  /** Saves with changed XML and flags. */
  domainSaveFlags: call(232, { dom: domain, to: text, dxml: optional(text), flags: u32 }, {}),
  /** Saves as the parameters say: `file`, `dxml`, compression, parallel channels. */
  domainSaveParams: call(
    440,
    { dom: domain, params: list(typedParameter, MAX_JOB_PARAMETERS), flags: u32 },
    {},
    { since: '8.4.0' },
  ),
  /** Resumes a machine from a saved file, which stays. */
  domainRestore: call(54, { from: text }, {}),
  /** Restores with changed XML and flags. */
  domainRestoreFlags: call(233, { from: text, dxml: optional(text), flags: u32 }, {}),
  /** Restores as the parameters say. */
  domainRestoreParams: call(
    441,
    { params: list(typedParameter, MAX_JOB_PARAMETERS), flags: u32 },
    {},
    { since: '8.4.0' },
  ),
  /** The XML inside a saved file. */
  domainSaveImageGetXmlDesc: call(235, { file: text, flags: u32 }, { xml: text }, high),
  /** Changes the XML inside a saved file. */
  domainSaveImageDefineXml: call(236, { file: text, dxml: text, flags: u32 }, {}, high),
  /** Writes the guest's memory to a file of the host, for a debugger. */
  domainCoreDump: call(53, { dom: domain, to: text, flags: u32 }, {}),
  /** Writes the guest's memory in a chosen format. */
  domainCoreDumpWithFormat: call(
    334,
    { dom: domain, to: text, dumpformat: u32, flags: u32 },
    {},
    { since: '1.2.3' },
  ),
  /** Keeps opened disk files ready for the next start. */
  domainFdAssociate: call(
    443,
    { dom: domain, name: text, flags: u32 },
    {},
    { since: '9.0.0', passesDescriptors: true },
  ),
})
