import { call, procedures } from '../wire/procedure'
import { chars, flag, i32, list, optional, text, u32, u64 } from '../wire/xdr'
import {
  MAX_AUTH_TYPES,
  MAX_BASELINE_CPUS,
  MAX_CPU_MODELS,
  MAX_IDENTITY_PARAMETERS,
  MAX_SASL_DATA,
} from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'

const saslStep = { complete: flag, nil: flag, data: chars(MAX_SASL_DATA) }

/** Opening a connection, proving who asks, and what the host and its hypervisor can do. */
export const connect = procedures(REMOTE_PROGRAM, {
  /** Opens the hypervisor driver that the URI `name` asks for; once per connection, after auth. */
  connectOpen: call(1, { name: optional(text), flags: u32 }, {}, high),
  /** Says goodbye; the daemon closes the socket after its reply. */
  connectClose: call(2, {}, {}, high),

  /** Which ways of authentication the daemon wants; must be the first call. None means done. */
  authList: call(66, {}, { types: list(i32, MAX_AUTH_TYPES) }, high),
  /** Begins SASL; `mechlist` names the mechanisms, separated by spaces or commas. */
  authSaslInit: call(67, {}, { mechlist: text }, high),
  /** Chooses a mechanism. `nil` tells absent data from empty data. */
  authSaslStart: call(68, { mech: text, nil: flag, data: chars(MAX_SASL_DATA) }, saslStep, high),
  /** One round of the exchange; one is due even if the daemon already says it is complete. */
  authSaslStep: call(69, { nil: flag, data: chars(MAX_SASL_DATA) }, saslStep, high),
  /** Asks polkit, which may prompt the person; answers when they did. Only if it was offered. */
  authPolkit: call(70, {}, { complete: flag }, high),

  /** Whether the daemon knows a feature; asking for 10 makes it send keepalive pings. */
  connectSupportsFeature: call(60, { feature: i32 }, { supported: flag }, high),
  /** The driver, such as `QEMU` or `Test`. */
  connectGetType: call(3, {}, { type: text }, high),
  /** The hypervisor's version: major × 1,000,000 + minor × 1,000 + release; 0 if unknown. */
  connectGetVersion: call(4, {}, { hvVer: u64 }, high),
  /** The daemon's libvirt version, in the same form. */
  connectGetLibVersion: call(157, {}, { libVer: u64 }, high),
  /** The host's name as it knows itself. */
  connectGetHostname: call(59, {}, { hostname: text }, high),
  /** The URI that the daemon settled on, which matters if none was given. */
  connectGetUri: call(110, {}, { uri: text }, high),
  /** Whether the daemon deems the connection encrypted or local. */
  connectIsSecure: call(149, {}, { secure: flag }, high),
  /** How many virtual CPUs one machine of this virtualization type may have. */
  connectGetMaxVcpus: call(5, { type: optional(text) }, { maxVcpus: i32 }, high),
  /** Host CPU, NUMA cells and guest types as XML. Slow the first time: it probes emulators. */
  connectGetCapabilities: call(7, {}, { capabilities: text }),
  /** Which devices, firmware and CPU modes an emulator and machine type offer, as XML. */
  connectGetDomainCapabilities: call(
    342,
    {
      emulatorbin: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      flags: u32,
    },
    { capabilities: text },
    { since: '1.2.7' },
  ),
  /** Which storage pool types this daemon was built with, as XML. */
  connectGetStoragePoolCapabilities: call(
    403,
    { flags: u32 },
    { capabilities: text },
    { since: '5.2.0' },
  ),
  /** The host's SMBIOS tables as XML. */
  connectGetSysinfo: call(203, { flags: u32 }, { sysinfo: text }, high),

  /** Compares a CPU with the host's: −1 error, 0 incompatible, 1 identical, 2 host has more. */
  connectCompareCpu: call(158, { xml: text, flags: u32 }, { result: i32 }, high),
  /** The richest CPU that all the given ones can run. */
  connectBaselineCpu: call(
    162,
    { xmlCPUs: list(text, MAX_BASELINE_CPUS), flags: u32 },
    { cpu: text },
  ),
  /** The CPU models known for an architecture. */
  connectGetCpuModelNames: call(
    312,
    { arch: text, needResults: flag, flags: u32 },
    { models: list(text, MAX_CPU_MODELS), ret: i32 },
  ),
  /** Compares a CPU with what the hypervisor, not just the host, can give to a guest. */
  connectCompareHypervisorCpu: call(
    393,
    {
      emulator: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      xmlCPU: text,
      flags: u32,
    },
    { result: i32 },
    { since: '4.4.0' },
  ),
  /** The richest CPU that the hypervisor can give and all the given ones can run. */
  connectBaselineHypervisorCpu: call(
    394,
    {
      emulator: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      xmlCPUs: list(text, MAX_BASELINE_CPUS),
      flags: u32,
    },
    { cpu: text },
    { since: '4.4.0' },
  ),
  /** Turns a hypervisor's own configuration into domain XML. */
  connectDomainXmlFromNative: call(
    135,
    { nativeFormat: text, nativeConfig: text, flags: u32 },
    { domainXml: text },
  ),
  /** Shows the hypervisor's own configuration (a QEMU command line) of a domain XML. */
  connectDomainXmlToNative: call(
    136,
    { nativeFormat: text, domainXml: text, flags: u32 },
    { nativeConfig: text },
  ),
  /** Acts for somebody else from here on; for proxies that the daemon trusts. */
  connectSetIdentity: call(
    419,
    { params: list(typedParameter, MAX_IDENTITY_PARAMETERS), flags: u32 },
    {},
    { since: '5.8.0' },
  ),
})
