import { call, procedures } from '../wire/procedure'
import { flag, i32, list, optional, text, u32, u64 } from '../wire/xdr'
import { MAX_TUNING_PARAMETERS } from './maxima'
import { REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain } from './values'

/**
 * Moving a disk's data while the machine runs. Disks are named by target (`vda`) or path, layers
 * below by `vda[1]`. Limits are in MiB/s unless a flag says bytes; 0 is no limit.
 */
export const domainBlockJobs = procedures(REMOTE_PROGRAM, {
  /** Copies all backing data into the top image, so that it needs no backing image. */
  domainBlockPull: call(240, { dom: domain, path: text, bandwidth: u64, flags: u32 }, {}),
  /** Merges overlays down into their base; null means the lowest base, or the top image. */
  domainBlockCommit: call(
    290,
    {
      dom: domain,
      disk: text,
      base: optional(text),
      top: optional(text),
      bandwidth: u64,
      flags: u32,
    },
    {},
  ),
  /** Pulls only down to `base`, or with COPY mirrors the disk to a file. */
  domainBlockRebase: call(
    266,
    { dom: domain, path: text, base: optional(text), bandwidth: u64, flags: u32 },
    {},
  ),
  /** Mirrors a disk to where the XML says, until it is pivoted or aborted. */
  domainBlockCopy: call(
    345,
    {
      dom: domain,
      path: text,
      destxml: text,
      params: list(typedParameter, MAX_TUNING_PARAMETERS),
      flags: u32,
    },
    {},
    { since: '1.2.8' },
  ),
  /** How far the disk's job is; `cur` equal to `end` does not mean that it is ready. */
  domainGetBlockJobInfo: call(
    238,
    { dom: domain, path: text, flags: u32 },
    { found: flag, type: i32, bandwidth: u64, cur: u64, end: u64 },
  ),
  /** Limits the disk's job. */
  domainBlockJobSetSpeed: call(239, { dom: domain, path: text, bandwidth: u64, flags: u32 }, {}),
  /** Cancels the disk's job, or with PIVOT moves the machine onto its result. */
  domainBlockJobAbort: call(237, { dom: domain, path: text, flags: u32 }, {}),
})
