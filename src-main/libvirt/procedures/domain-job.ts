import { call, procedures } from '../wire/procedure'
import { i32, list, u32, u64 } from '../wire/xdr'
import { MAX_JOB_PARAMETERS } from './maxima'
import { REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain } from './values'

/** Long jobs of a whole machine: migration, save, dump, backup. */
export const domainJobs = procedures(REMOTE_PROGRAM, {
  /** Everything about the running job, or with COMPLETED the last one. */
  domainGetJobStats: call(
    298,
    { dom: domain, flags: u32 },
    { type: i32, params: list(typedParameter, MAX_JOB_PARAMETERS) },
  ),
  /** The running job's times in ms and amounts in bytes. */
  domainGetJobInfo: call(
    163,
    { dom: domain },
    {
      type: i32,
      timeElapsed: u64,
      timeRemaining: u64,
      dataTotal: u64,
      dataProcessed: u64,
      dataRemaining: u64,
      memTotal: u64,
      memProcessed: u64,
      memRemaining: u64,
      fileTotal: u64,
      fileProcessed: u64,
      fileRemaining: u64,
    },
  ),
  /** Aborts the running job. */
  domainAbortJob: call(164, { dom: domain }, {}),
  /** Aborts the running job, also where only POSTCOPY may. */
  domainAbortJobFlags: call(442, { dom: domain, flags: u32 }, {}, { since: '8.5.0' }),
})
