import {
  bytes,
  chars,
  i32,
  i64,
  list,
  optional,
  struct,
  text,
  u32,
  u64,
  uuid,
  type Codec,
  type Infer,
} from '../wire/xdr'
import {
  MAX_CPU_MAP_BYTES,
  MAX_DOMAIN_STATS_PARAMETERS,
  MAX_FILE_SYSTEM_DISKS,
  MAX_INTERFACE_ADDRESSES,
  MAX_SECURITY_LABEL,
} from './maxima'
import { typedParameter } from './typed-parameter'

/**
 * A virtual machine. The daemon finds it by `uuid`; `name` and `id` are informational in nearly
 * every call. `id` is −1 while it is inactive and differs from start to start: never a key.
 */
export const domain = struct({ name: text, uuid, id: i32 })
export type DomainRef = Infer<typeof domain>

/** A virtual network, found by `uuid`. */
export const network = struct({ name: text, uuid })
export type NetworkRef = Infer<typeof network>

/** The place where one interface of a guest is plugged into a network. */
export const networkPort = struct({ net: network, uuid })
export type NetworkPortRef = Infer<typeof networkPort>

/** A storage pool, found by `uuid`. */
export const storagePool = struct({ name: text, uuid })
export type StoragePoolRef = Infer<typeof storagePool>

/**
 * A volume of a storage pool. `name` is unique in its pool, `key` on its host; for files the key
 * is the path. Renaming the pool makes old references useless.
 */
export const storageVolume = struct({ pool: text, name: text, key: text })
export type StorageVolumeRef = Infer<typeof storageVolume>

/** A network interface of the host itself; `mac` may be empty and is not always unique. */
export const networkInterface = struct({ name: text, mac: text })
export type NetworkInterfaceRef = Infer<typeof networkInterface>

/** A device of the host, such as `pci_0000_00_02_0`. */
export const nodeDevice = struct({ name: text })
export type NodeDeviceRef = Infer<typeof nodeDevice>

/** A password or key that the daemon keeps; `usageType` and `usageID` tell what for. */
export const secret = struct({ uuid, usageType: i32, usageID: text })
export type SecretRef = Infer<typeof secret>

/** A set of packet filter rules. */
export const nwfilter = struct({ name: text, uuid })
export type NwfilterRef = Infer<typeof nwfilter>

/** A packet filter applied to the host side device of one guest interface. */
export const nwfilterBinding = struct({ portdev: text, filtername: text })
export type NwfilterBindingRef = Infer<typeof nwfilterBinding>

/** A snapshot; names are unique only within their domain. */
export const domainSnapshot = struct({ name: text, dom: domain })
export type DomainSnapshotRef = Infer<typeof domainSnapshot>

/** A checkpoint: a point in time from which changed disk blocks are tracked for backups. */
export const domainCheckpoint = struct({ name: text, dom: domain })
export type DomainCheckpointRef = Infer<typeof domainCheckpoint>

/**
 * What a daemon says when a call or a stream fails. `code` and `domain` are libvirt's own numbers
 * (42 of domain 10: QEMU knows no such machine); every text may be absent, `message` too.
 */
export const remoteError = struct({
  code: i32,
  domain: i32,
  message: optional(text),
  level: i32,
  dom: optional(domain),
  str1: optional(text),
  str2: optional(text),
  str3: optional(text),
  int1: i32,
  int2: i32,
  net: optional(network),
})
export type RemoteError = Infer<typeof remoteError>

/** All statistics of one domain in a bulk reply; which ones depends on groups and driver. */
export const domainStatsRecord = struct({
  dom: domain,
  params: list(typedParameter, MAX_DOMAIN_STATS_PARAMETERS),
})
export type DomainStatsRecord = Infer<typeof domainStatsRecord>

/** A disk that met an error: 1 unspecified, 2 no space left. */
export const domainDiskError = struct({ disk: text, error: i32 })
export type DomainDiskError = Infer<typeof domainDiskError>

/** One memory figure of a guest; `tag` says which, most are KiB. */
export const domainMemoryStat = struct({ tag: i32, val: u64 })
export type DomainMemoryStat = Infer<typeof domainMemoryStat>

/** A figure about the host's CPUs (nanoseconds) or memory (KiB). */
export const nodeStat = struct({ field: text, value: u64 })
export type NodeStat = Infer<typeof nodeStat>

/** A virtual CPU: its number, its state, the time it ran (ns), the host CPU that it runs on. */
export const vcpuInfo = struct({ number: u32, state: i32, cpuTime: u64, cpu: i32 })
export type VcpuInfo = Infer<typeof vcpuInfo>

/** A thread that serves disks, and the host CPUs it may run on: a bit each, lowest first. */
export const domainIothreadInfo = struct({ iothreadID: u32, cpumap: bytes(MAX_CPU_MAP_BYTES) })
export type DomainIothreadInfo = Infer<typeof domainIothreadInfo>

/**
 * An address that a network's own DHCP server handed out. `expirytime` is in seconds since 1970;
 * `type` is 0 for IPv4 and 1 for IPv6; `iaid` and a DUID `clientid` exist only for IPv6.
 */
export const networkDhcpLease = struct({
  iface: text,
  expirytime: i64,
  type: i32,
  mac: optional(text),
  iaid: optional(text),
  ipaddr: text,
  prefix: u32,
  hostname: optional(text),
  clientid: optional(text),
})
export type NetworkDhcpLease = Infer<typeof networkDhcpLease>

/** A file system mounted in a guest; `devAliases` names the disks as the guest agent knows them. */
export const domainFsinfo = struct({
  mountpoint: text,
  name: text,
  fstype: text,
  devAliases: list(text, MAX_FILE_SYSTEM_DISKS),
})
export type DomainFsinfo = Infer<typeof domainFsinfo>

/** An interface of a guest with its addresses; `type` is 0 for IPv4 and 1 for IPv6. */
export const domainInterface = struct({
  name: text,
  hwaddr: optional(text),
  addrs: list(struct({ type: i32, addr: text, prefix: u32 }), MAX_INTERFACE_ADDRESSES),
})
export type DomainInterface = Infer<typeof domainInterface>

/** `char x<max>` that holds a C string: sent with its closing NUL, read without it. */
export const charText = (max: number): Codec<string> => {
  const characters = chars(max)
  return {
    read: (from) => {
      const value = characters.read(from)
      const end = value.indexOf(0)
      return value.toString('utf8', 0, end < 0 ? value.length : end)
    },
    write: (to, value) => characters.write(to, Buffer.from(`${value}\0`)),
  }
}

/** How a security driver labels a running domain; `enforcing` is false where it only reports. */
export const securityLabel = struct({ label: charText(MAX_SECURITY_LABEL), enforcing: i32 })
export type SecurityLabel = Infer<typeof securityLabel>
