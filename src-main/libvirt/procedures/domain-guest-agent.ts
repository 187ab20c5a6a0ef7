import { call, procedures } from '../wire/procedure'
import { flag, i32, i64, list, optional, text, u32, u64 } from '../wire/xdr'
import {
  MAX_GUEST_INFO_PARAMETERS,
  MAX_GUEST_INTERFACES,
  MAX_GUEST_VCPU_PARAMETERS,
  MAX_MOUNT_POINTS,
  MAX_SSH_KEYS,
} from './maxima'
import { REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain, domainFsinfo, domainInterface } from './values'

/**
 * What the guest itself tells or does, nearly always through its agent: error 86 where that does
 * not answer. What a guest says is not to be trusted.
 */
export const domainGuestAgent = procedures(REMOTE_PROGRAM, {
  /** The guest's host name. */
  domainGetHostname: call(277, { dom: domain, flags: u32 }, { hostname: text }),
  /** Users, system, time zone, file systems, disks, interfaces, load: those that are asked for. */
  domainGetGuestInfo: call(
    418,
    { dom: domain, types: u32, flags: u32 },
    { params: list(typedParameter, MAX_GUEST_INFO_PARAMETERS) },
    { since: '5.7.0' },
  ),
  /** Mounted file systems, and the disks they are on. */
  domainGetFsinfo: call(
    349,
    { dom: domain, flags: u32 },
    { info: list(domainFsinfo, MAX_MOUNT_POINTS), ret: u32 },
    { since: '1.2.11' },
  ),
  /** Stops writes to file systems (all, if none is named). Thaw them within seconds. */
  domainFsfreeze: call(
    335,
    { dom: domain, mountpoints: list(text, MAX_MOUNT_POINTS), flags: u32 },
    { filesystems: i32 },
    { since: '1.2.5' },
  ),
  /** Lets writes go on. */
  domainFsthaw: call(
    336,
    { dom: domain, mountpoints: list(text, MAX_MOUNT_POINTS), flags: u32 },
    { filesystems: i32 },
    { since: '1.2.5' },
  ),
  /** Gives unused blocks of at least `minimum` bytes back to the host; null is all mounts. */
  domainFstrim: call(
    294,
    { dom: domain, mountPoint: optional(text), minimum: u64, flags: u32 },
    {},
  ),
  /** Addresses of its interfaces: from leases (0), the agent (1) or the host's ARP table (2). */
  domainInterfaceAddresses: call(
    353,
    { dom: domain, source: u32, flags: u32 },
    { ifaces: list(domainInterface, MAX_GUEST_INTERFACES) },
    { since: '1.2.14' },
  ),
  /** The guest's clock, in seconds and nanoseconds since 1970. */
  domainGetTime: call(
    337,
    { dom: domain, flags: u32 },
    { seconds: i64, nseconds: u32 },
    { since: '1.2.5' },
  ),
  /** Sets the guest's clock, after it was paused for long. */
  domainSetTime: call(
    338,
    { dom: domain, seconds: i64, nseconds: u32, flags: u32 },
    {},
    { since: '1.2.5' },
  ),
  /** Sets a user's password. */
  domainSetUserPassword: call(
    357,
    { dom: domain, user: optional(text), password: optional(text), flags: u32 },
    {},
    { since: '1.2.16' },
  ),
  /** Which virtual CPUs the guest has online, as text lists. */
  domainGetGuestVcpus: call(
    371,
    { dom: domain, flags: u32 },
    { params: list(typedParameter, MAX_GUEST_VCPU_PARAMETERS) },
    { since: '2.0.0' },
  ),
  /** Makes the guest take virtual CPUs online or offline. */
  domainSetGuestVcpus: call(
    372,
    { dom: domain, cpumap: text, state: flag, flags: u32 },
    {},
    { since: '2.0.0' },
  ),
  /** The keys that may log in as a user by SSH. */
  domainAuthorizedSshKeysGet: call(
    424,
    { dom: domain, user: text, flags: u32 },
    { keys: list(text, MAX_SSH_KEYS) },
    { since: '6.10.0' },
  ),
  /** Replaces, adds or removes such keys. */
  domainAuthorizedSshKeysSet: call(
    425,
    { dom: domain, user: text, keys: list(text, MAX_SSH_KEYS), flags: u32 },
    {},
    { since: '6.10.0' },
  ),
  /** How long (s) libvirt waits for the agent: −2 for ever, −1 its default, 0 not at all. */
  domainAgentSetResponseTimeout: call(
    420,
    { dom: domain, timeout: i32, flags: u32 },
    { result: i32 },
    { since: '5.10.0' },
  ),
  /** Sends a signal to a process inside a container; only LXC does. */
  domainSendProcessSignal: call(295, { dom: domain, pidValue: i64, signum: u32, flags: u32 }, {}),
})
