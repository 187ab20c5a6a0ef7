import { call, procedures } from '../wire/procedure'
import { bytes, flag, i32, list, optional, text, u32, u64 } from '../wire/xdr'
import {
  MAX_BLOCK_IO_TUNE_PARAMETERS,
  MAX_CPU_MAP_BYTES,
  MAX_CPU_MAPS_BYTES,
  MAX_IOTHREAD_PARAMETERS,
  MAX_IOTHREADS,
  MAX_TUNING_PARAMETERS,
} from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain, domainIothreadInfo } from './values'

const tuning = list(typedParameter, MAX_TUNING_PARAMETERS)
const blockIoTuning = list(typedParameter, MAX_BLOCK_IO_TUNE_PARAMETERS)

/**
 * Changing what a machine may use, live, in its definition, or both.
 * A getter called with `nparams` 0 returns only how many parameters there are; one without
 * {@link ParameterFlags} in its flags leaves out those that are texts.
 */
export const domainTuning = procedures(REMOTE_PROGRAM, {
  /** Changes the memory (KiB) of a running machine through its balloon. */
  domainSetMemory: call(31, { dom: domain, memory: u64 }, {}),
  /** Changes the memory (KiB), or with MAXIMUM the limit of a stopped machine. */
  domainSetMemoryFlags: call(204, { dom: domain, memory: u64, flags: u32 }, {}),
  /** Changes the most memory (KiB) that it may have. */
  domainSetMaxMemory: call(30, { dom: domain, memory: u64 }, {}, high),
  /** Hard, soft and swap limits of the hypervisor's process, in KiB. */
  domainSetMemoryParameters: call(197, { dom: domain, params: tuning, flags: u32 }, {}),
  domainGetMemoryParameters: call(
    198,
    { dom: domain, nparams: i32, flags: u32 },
    { params: tuning, nparams: i32 },
  ),
  /** Which NUMA nodes of the host the memory comes from. */
  domainSetNumaParameters: call(254, { dom: domain, params: tuning, flags: u32 }, {}),
  domainGetNumaParameters: call(
    255,
    { dom: domain, nparams: i32, flags: u32 },
    { params: tuning, nparams: i32 },
  ),

  /** Plugs virtual CPUs into a running machine, or out where the guest lets go. */
  domainSetVcpus: call(32, { dom: domain, nvcpus: u32 }, {}),
  /** How many virtual CPUs it has, or with MAXIMUM may have. */
  domainSetVcpusFlags: call(199, { dom: domain, nvcpus: u32, flags: u32 }, {}),
  domainGetVcpusFlags: call(200, { dom: domain, flags: u32 }, { num: i32 }),
  /** Plugs chosen virtual CPUs in or out; `cpumap` is text such as `2-3`. */
  domainSetVcpu: call(
    384,
    { dom: domain, cpumap: text, state: flag, flags: u32 },
    {},
    { since: '3.1.0' },
  ),
  /** Binds a virtual CPU of a running machine to host CPUs: a bit each, lowest first. */
  domainPinVcpu: call(26, { dom: domain, vcpu: u32, cpumap: bytes(MAX_CPU_MAP_BYTES) }, {}),
  /** Binds a virtual CPU to host CPUs, live or in the definition. */
  domainPinVcpuFlags: call(
    225,
    { dom: domain, vcpu: u32, cpumap: bytes(MAX_CPU_MAP_BYTES), flags: u32 },
    {},
  ),
  /** Which host CPUs each virtual CPU may use: `maplen` bytes each, one after the other. */
  domainGetVcpuPinInfo: call(
    230,
    { dom: domain, ncpumaps: i32, maplen: i32, flags: u32 },
    { cpumaps: bytes(MAX_CPU_MAPS_BYTES), num: i32 },
  ),
  /** Binds the hypervisor's other threads to host CPUs. */
  domainPinEmulator: call(279, { dom: domain, cpumap: bytes(MAX_CPU_MAP_BYTES), flags: u32 }, {}),
  domainGetEmulatorPinInfo: call(
    280,
    { dom: domain, maplen: i32, flags: u32 },
    { cpumaps: bytes(MAX_CPU_MAPS_BYTES), ret: i32 },
  ),

  /** The scheduler of the host that its CPUs are under, and how many parameters that has. */
  domainGetSchedulerType: call(56, { dom: domain }, { type: text, nparams: i32 }),
  domainGetSchedulerParameters: call(57, { dom: domain, nparams: i32 }, { params: tuning }),
  domainSetSchedulerParameters: call(58, { dom: domain, params: tuning }, {}),
  /** CPU shares, periods and quotas (µs); −1 of a quota is no limit. */
  domainSetSchedulerParametersFlags: call(219, { dom: domain, params: tuning, flags: u32 }, {}),
  domainGetSchedulerParametersFlags: call(
    223,
    { dom: domain, nparams: i32, flags: u32 },
    { params: tuning },
  ),

  /** Weight and limits of its disk traffic on the host, per device of the host. */
  domainSetBlkioParameters: call(205, { dom: domain, params: tuning, flags: u32 }, {}),
  domainGetBlkioParameters: call(
    206,
    { dom: domain, nparams: i32, flags: u32 },
    { params: tuning, nparams: i32 },
  ),
  /** Limits one disk's bytes and requests a second; 0 is no limit. */
  domainSetBlockIoTune: call(
    252,
    { dom: domain, disk: text, params: blockIoTuning, flags: u32 },
    {},
  ),
  domainGetBlockIoTune: call(
    253,
    { dom: domain, disk: optional(text), nparams: i32, flags: u32 },
    { params: blockIoTuning, nparams: i32 },
  ),
  /** Makes or changes a limit that several disks share. */
  domainSetThrottleGroup: call(
    451,
    { dom: domain, group: text, params: blockIoTuning, flags: u32 },
    {},
    { since: '11.2.0' },
  ),
  /** Removes a shared limit that no disk uses. */
  domainDelThrottleGroup: call(
    452,
    { dom: domain, group: optional(text), flags: u32 },
    {},
    { since: '11.2.0' },
  ),
  /** Tells (by event) when a disk's image grows past so many bytes: `vda`, or `vda[3]` below. */
  domainSetBlockThreshold: call(
    386,
    { dom: domain, dev: text, threshold: u64, flags: u32 },
    {},
    { since: '3.2.0' },
  ),

  /** Limits an interface's traffic: average and peak in KiB/s, burst in KiB. */
  domainSetInterfaceParameters: call(
    256,
    { dom: domain, device: text, params: tuning, flags: u32 },
    {},
  ),
  domainGetInterfaceParameters: call(
    257,
    { dom: domain, device: text, nparams: i32, flags: u32 },
    { params: tuning, nparams: i32 },
  ),

  /** The threads that serve disks, and the host CPUs they may use. */
  domainGetIothreadInfo: call(
    351,
    { dom: domain, flags: u32 },
    { info: list(domainIothreadInfo, MAX_IOTHREADS), ret: u32 },
    { since: '1.2.14' },
  ),
  domainPinIothread: call(
    352,
    { dom: domain, iothreadsID: u32, cpumap: bytes(MAX_CPU_MAP_BYTES), flags: u32 },
    {},
    { since: '1.2.14' },
  ),
  domainAddIothread: call(
    355,
    { dom: domain, iothreadID: u32, flags: u32 },
    {},
    { since: '1.2.15' },
  ),
  /** Removes a thread that serves no disk. */
  domainDelIothread: call(
    356,
    { dom: domain, iothreadID: u32, flags: u32 },
    {},
    { since: '1.2.15' },
  ),
  /** How long (ns) a thread polls before it sleeps. */
  domainSetIothreadParams: call(
    402,
    {
      dom: domain,
      iothreadID: u32,
      params: list(typedParameter, MAX_IOTHREAD_PARAMETERS),
      flags: u32,
    },
    {},
    { since: '4.10.0' },
  ),
})
