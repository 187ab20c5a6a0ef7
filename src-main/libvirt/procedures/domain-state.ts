import { call, procedures } from '../wire/procedure'
import { bytes, flag, i32, list, optional, text, u32, u64 } from '../wire/xdr'
import {
  MAX_DISK_ERRORS,
  MAX_MESSAGES,
  MAX_PEEK_BYTES,
  MAX_SECURITY_LABEL,
  MAX_SECURITY_LABELS,
} from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { charText, domain, domainDiskError, securityLabel } from './values'

/** What a machine is and how it is: its XML, its state, its texts. */
export const domainState = procedures(REMOTE_PROGRAM, {
  /**
   * The machine's XML: as it runs, or with INACTIVE as it will start next.
   * Waits for a busy machine; secrets are in it only with SECURE and write access.
   */
  domainGetXmlDesc: call(14, { dom: domain, flags: u32 }, { xml: text }),
  /** State, memory in KiB, virtual CPUs, CPU time in ns. `state` tells no reason. */
  domainGetInfo: call(
    16,
    { dom: domain },
    { state: u32, maxMem: u64, memory: u64, nrVirtCpu: u32, cpuTime: u64 },
  ),
  /** The state and why; the reason's meaning depends on the state. */
  domainGetState: call(212, { dom: domain, flags: u32 }, { state: i32, reason: i32 }, high),
  /** Whether the hypervisor answers: 0 ok, 1 job, 2 occupied, 3 error; since `stateTime` ms. */
  domainGetControlInfo: call(
    229,
    { dom: domain, flags: u32 },
    { state: u32, details: u32, stateTime: u64 },
    high,
  ),
  /** Whether it runs (paused counts). */
  domainIsActive: call(150, { dom: domain }, { active: flag }, high),
  /** Whether it stays defined when it stops. */
  domainIsPersistent: call(151, { dom: domain }, { persistent: flag }, high),
  /** Whether its definition was changed since it started. */
  domainIsUpdated: call(202, { dom: domain }, { updated: flag }, high),
  /** How the guest is virtualized: `hvm`, `xen`, `exe`. */
  domainGetOsType: call(19, { dom: domain }, { type: text }, high),
  /** The most memory it may have, in KiB. */
  domainGetMaxMemory: call(17, { dom: domain }, { memory: u64 }, high),
  /** The most virtual CPUs it may have while it runs. */
  domainGetMaxVcpus: call(18, { dom: domain }, { num: i32 }, high),

  /** Sets the description (0), the title (1), or an element of a namespace (2); null removes it. */
  domainSetMetadata: call(
    264,
    {
      dom: domain,
      type: i32,
      metadata: optional(text),
      key: optional(text),
      uri: optional(text),
      flags: u32,
    },
    {},
  ),
  /** Reads description, title or element; where there is none it is an error (code 80). */
  domainGetMetadata: call(
    265,
    { dom: domain, type: i32, uri: optional(text), flags: u32 },
    { metadata: text },
  ),
  /** Why a machine is deprecated or tainted, in words; type 0 asks for all. */
  domainGetMessages: call(
    426,
    { dom: domain, flags: u32 },
    { msgs: list(text, MAX_MESSAGES) },
    { since: '7.1.0' },
  ),
  /** Which disks met errors; `maxerrors` 0 asks for the count. */
  domainGetDiskErrors: call(
    263,
    { dom: domain, maxerrors: u32, flags: u32 },
    { errors: list(domainDiskError, MAX_DISK_ERRORS), nerrors: i32 },
  ),
  /** The first security driver's label of a running machine. */
  domainGetSecurityLabel: call(
    121,
    { dom: domain },
    { label: charText(MAX_SECURITY_LABEL), enforcing: i32 },
    high,
  ),
  /** The labels of all security drivers. */
  domainGetSecurityLabelList: call(
    278,
    { dom: domain },
    { labels: list(securityLabel, MAX_SECURITY_LABELS), ret: i32 },
    high,
  ),

  /** Reads up to 4 MiB of a running machine's disk. */
  domainBlockPeek: call(
    103,
    { dom: domain, path: text, offset: u64, size: u32, flags: u32 },
    { buffer: bytes(MAX_PEEK_BYTES) },
  ),
  /** Reads up to 4 MiB of memory at a virtual (flag 1) or physical (flag 2) address. */
  domainMemoryPeek: call(
    104,
    { dom: domain, offset: u64, size: u32, flags: u32 },
    { buffer: bytes(MAX_PEEK_BYTES) },
  ),
  /** Streams a picture of a screen; `mime` tells its format, PPM or PNG. */
  domainScreenshot: call(
    211,
    { dom: domain, screen: u32, flags: u32 },
    { mime: optional(text) },
    { stream: 'receive' },
  ),
  /** Opens the text console; null is the first. One user at a time unless FORCE ends the other. */
  domainOpenConsole: call(
    201,
    { dom: domain, devName: optional(text), flags: u32 },
    {},
    { stream: 'both' },
  ),
  /** Opens a virtio channel; null is the first. */
  domainOpenChannel: call(
    296,
    { dom: domain, name: optional(text), flags: u32 },
    {},
    { stream: 'both' },
  ),
  /** Hands a connected socket to the graphics server. */
  domainOpenGraphics: call(
    249,
    { dom: domain, idx: u32, flags: u32 },
    {},
    { passesDescriptors: true },
  ),
  /** Asks for a socket that is connected to the graphics server. */
  domainOpenGraphicsFd: call(
    343,
    { dom: domain, idx: u32, flags: u32 },
    {},
    { since: '1.2.8', passesDescriptors: true },
  ),
  /** Makes the graphics server read its TLS certificates again. */
  domainGraphicsReload: call(448, { dom: domain, type: u32, flags: u32 }, {}, { since: '10.2.0' }),
})
