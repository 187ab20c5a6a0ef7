import { call, procedures } from '../wire/procedure'
import { bytes, fixedChars, flag, i32, list, u32, u64 } from '../wire/xdr'
import {
  MAX_CPU_MAP_BYTES,
  MAX_NODE_MEMORY_PARAMETERS,
  MAX_NODE_STATS,
  MAX_NUMA_CELLS,
  MAX_SECURITY_MODEL,
} from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { charText, nodeStat } from './values'

/** The host itself: CPUs, memory, power. */
export const node = procedures(REMOTE_PROGRAM, {
  /** CPU model and topology, and memory in KiB. `nodes` is wrong on uneven NUMA: see capabilities. */
  nodeGetInfo: call(
    6,
    {},
    {
      model: fixedChars(32),
      memory: u64,
      cpus: i32,
      mhz: i32,
      nodes: i32,
      sockets: i32,
      cores: i32,
      threads: i32,
    },
    high,
  ),
  /** CPU time since boot in ns, by kind. CPU −1 is all of them; `nparams` 0 asks for the count. */
  nodeGetCpuStats: call(
    227,
    { cpuNum: i32, nparams: i32, flags: u32 },
    { params: list(nodeStat, MAX_NODE_STATS), nparams: i32 },
    high,
  ),
  /** Total, free, buffers and cached memory in KiB. Cell −1 is the whole host. */
  nodeGetMemoryStats: call(
    228,
    { nparams: i32, cellNum: i32, flags: u32 },
    { params: list(nodeStat, MAX_NODE_STATS), nparams: i32 },
    high,
  ),
  /** Which host CPUs are there and which are online; a bit each, lowest first. */
  nodeGetCpuMap: call(
    293,
    { needMap: flag, needOnline: flag, flags: u32 },
    { cpumap: bytes(MAX_CPU_MAP_BYTES), online: u32, ret: i32 },
  ),
  /** Free memory in bytes, not KiB, of each NUMA cell. */
  nodeGetCellsFreeMemory: call(
    101,
    { startCell: i32, maxcells: i32 },
    { cells: list(u64, MAX_NUMA_CELLS) },
    high,
  ),
  /** Free memory of the host in bytes, not KiB. */
  nodeGetFreeMemory: call(102, {}, { freeMem: u64 }, high),
  /** How many pages of each size (KiB) are free, cell after cell. */
  nodeGetFreePages: call(
    340,
    { pages: list(u32, MAX_NUMA_CELLS), startCell: i32, cellCount: u32, flags: u32 },
    { counts: list(u64, MAX_NUMA_CELLS) },
    { ...high, since: '1.2.6' },
  ),
  /** Sets aside or gives back huge pages; sizes in KiB. Answers how many sizes were changed. */
  nodeAllocPages: call(
    347,
    {
      pageSizes: list(u32, MAX_NUMA_CELLS),
      pageCounts: list(u64, MAX_NUMA_CELLS),
      startCell: i32,
      cellCount: u32,
      flags: u32,
    },
    { ret: i32 },
    { since: '1.2.9' },
  ),
  /** Reads how the host shares equal memory pages (KSM). `nparams` 0 asks for the count. */
  nodeGetMemoryParameters: call(
    289,
    { nparams: i32, flags: u32 },
    { params: list(typedParameter, MAX_NODE_MEMORY_PARAMETERS), nparams: i32 },
  ),
  /** Changes how the host shares equal memory pages (KSM). */
  nodeSetMemoryParameters: call(
    288,
    { params: list(typedParameter, MAX_NODE_MEMORY_PARAMETERS), flags: u32 },
    {},
  ),
  /** The host's security driver, such as `selinux`, and its domain of interpretation. */
  nodeGetSecurityModel: call(
    122,
    {},
    { model: charText(MAX_SECURITY_MODEL), doi: charText(MAX_SECURITY_MODEL) },
    high,
  ),
  /** Puts the host to sleep for at least 60 seconds: to memory, to disk, or both. */
  nodeSuspendForDuration: call(250, { target: u32, duration: u64, flags: u32 }, {}),
})
