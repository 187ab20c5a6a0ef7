import { call, procedures } from '../wire/procedure'
import { bytes, i32, i64, list, text, u32, u64 } from '../wire/xdr'
import {
  MAX_CPU_MAPS_BYTES,
  MAX_CPU_STATS_PARAMETERS,
  MAX_MEMORY_STATS,
  MAX_OBJECTS,
  MAX_PERF_EVENTS,
  MAX_TUNING_PARAMETERS,
  MAX_VCPU_INFOS,
} from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain, domainMemoryStat, domainStatsRecord, vcpuInfo } from './values'

/** What a machine uses: CPU, memory, disks, network. */
export const domainStatistics = procedures(REMOTE_PROGRAM, {
  /**
   * Statistics of many machines in one call; `doms` empty means all that the flags match, `stats`
   * 0 means every group. Without NOWAIT one busy machine stalls the whole reply; an error of the
   * IOTHREAD or DIRTYRATE group on one machine fails it.
   */
  connectGetAllDomainStats: call(
    344,
    { doms: list(domain, MAX_OBJECTS), stats: u32, flags: u32 },
    { retStats: list(domainStatsRecord, MAX_OBJECTS) },
    { since: '1.2.8' },
  ),
  /** CPU time in ns of one host CPU after the other; `startCpu` −1 is the total. */
  domainGetCpuStats: call(
    262,
    { dom: domain, nparams: u32, startCpu: i32, ncpus: u32, flags: u32 },
    { params: list(typedParameter, MAX_CPU_STATS_PARAMETERS), nparams: i32 },
  ),
  /** Virtual CPUs with their state, time and the host CPUs they may run on. */
  domainGetVcpus: call(
    20,
    { dom: domain, maxinfo: i32, maplen: i32 },
    { info: list(vcpuInfo, MAX_VCPU_INFOS), cpumaps: bytes(MAX_CPU_MAPS_BYTES) },
    high,
  ),
  /** Memory as balloon and guest see it, most in KiB; stale unless a period is set (308). */
  domainMemoryStats: call(
    159,
    { dom: domain, maxStats: u32, flags: u32 },
    { stats: list(domainMemoryStat, MAX_MEMORY_STATS) },
  ),
  /** Every how many seconds the guest's balloon reports; 0 stops it. */
  domainSetMemoryStatsPeriod: call(308, { dom: domain, period: i32, flags: u32 }, {}),
  /** Requests and bytes of a disk since start; −1 where the hypervisor has no figure. */
  domainBlockStats: call(
    64,
    { dom: domain, path: text },
    { rdReq: i64, rdBytes: i64, wrReq: i64, wrBytes: i64, errs: i64 },
  ),
  /** Requests, bytes and total times (ns) of a disk. `nparams` 0 asks for the count. */
  domainBlockStatsFlags: call(
    243,
    { dom: domain, path: text, nparams: i32, flags: u32 },
    { params: list(typedParameter, MAX_TUNING_PARAMETERS), nparams: i32 },
  ),
  /** A disk's sizes in bytes: what it uses, what the guest sees, what the host file takes. */
  domainGetBlockInfo: call(
    194,
    { dom: domain, path: text, flags: u32 },
    { allocation: u64, capacity: u64, physical: u64 },
  ),
  /** Bytes, packets, errors and drops of an interface since start; −1 is unknown. */
  domainInterfaceStats: call(
    65,
    { dom: domain, device: text },
    {
      rxBytes: i64,
      rxPackets: i64,
      rxErrs: i64,
      rxDrop: i64,
      txBytes: i64,
      txPackets: i64,
      txErrs: i64,
      txDrop: i64,
    },
    high,
  ),
  /** Which performance counters are on. */
  domainGetPerfEvents: call(
    365,
    { dom: domain, flags: u32 },
    { params: list(typedParameter, MAX_PERF_EVENTS) },
    { since: '1.3.3' },
  ),
  /** Turns performance counters on and off. */
  domainSetPerfEvents: call(
    366,
    { dom: domain, params: list(typedParameter, MAX_PERF_EVENTS), flags: u32 },
    {},
    { since: '1.3.3' },
  ),
  /** Measures for some seconds how fast the guest dirties memory; read it as a statistic after. */
  domainStartDirtyRateCalc: call(
    427,
    { dom: domain, seconds: i32, flags: u32 },
    {},
    { since: '7.2.0' },
  ),
})
