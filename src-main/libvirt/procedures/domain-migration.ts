import { call, procedures } from '../wire/procedure'
import { bytes, flag, i32, list, optional, text, u32, u64 } from '../wire/xdr'
import { MAX_JOB_PARAMETERS, MAX_MIGRATION_COOKIE } from './maxima'
import { REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { domain } from './values'

const cookie = bytes(MAX_MIGRATION_COOKIE)
const options = list(typedParameter, MAX_JOB_PARAMETERS)

/**
 * Moving a machine to another host. Peer to peer needs one call to the source, `Perform3Params`,
 * which answers when it is done; otherwise begin, prepare, perform, finish and confirm go in turn
 * to source, destination, source, destination and source, each with the cookie of the one before.
 */
export const domainMigration = procedures(REMOTE_PROGRAM, {
  /** Source: says what the destination needs. */
  domainMigrateBegin3Params: call(
    302,
    { dom: domain, params: options, flags: u32 },
    { cookieOut: cookie, xml: text },
  ),
  /** Destination: waits for the machine at the URI it answers. */
  domainMigratePrepare3Params: call(
    303,
    { params: options, cookieIn: cookie, flags: u32 },
    { cookieOut: cookie, uriOut: optional(text) },
  ),
  /** Destination: takes the machine through this very connection. */
  domainMigratePrepareTunnel3Params: call(
    304,
    { params: options, cookieIn: cookie, flags: u32 },
    { cookieOut: cookie },
    { stream: 'send' },
  ),
  /** Source: moves it. `dconnuri` is the destination as seen from the source host. */
  domainMigratePerform3Params: call(
    305,
    { dom: domain, dconnuri: optional(text), params: options, cookieIn: cookie, flags: u32 },
    { cookieOut: cookie },
  ),
  /** Destination: lets it run there, or ends it if cancelled. */
  domainMigrateFinish3Params: call(
    306,
    { params: options, cookieIn: cookie, flags: u32, cancelled: flag },
    { dom: domain, cookieOut: cookie },
  ),
  /** Source: ends it here, or lets it run on if cancelled. */
  domainMigrateConfirm3Params: call(
    307,
    { dom: domain, params: options, cookieIn: cookie, flags: u32, cancelled: flag },
    {},
  ),

  /** As Begin3Params, with the options of the time before parameters. Bandwidth is in MiB/s. */
  domainMigrateBegin3: call(
    213,
    { dom: domain, xmlin: optional(text), flags: u64, dname: optional(text), bandwidth: u64 },
    { cookieOut: cookie, xml: text },
  ),
  domainMigratePrepare3: call(
    214,
    {
      cookieIn: cookie,
      uriIn: optional(text),
      flags: u64,
      dname: optional(text),
      bandwidth: u64,
      domXml: text,
    },
    { cookieOut: cookie, uriOut: optional(text) },
  ),
  domainMigratePrepareTunnel3: call(
    215,
    { cookieIn: cookie, flags: u64, dname: optional(text), bandwidth: u64, domXml: text },
    { cookieOut: cookie },
    { stream: 'send' },
  ),
  domainMigratePerform3: call(
    216,
    {
      dom: domain,
      xmlin: optional(text),
      cookieIn: cookie,
      dconnuri: optional(text),
      uri: optional(text),
      flags: u64,
      dname: optional(text),
      bandwidth: u64,
    },
    { cookieOut: cookie },
  ),
  domainMigrateFinish3: call(
    217,
    {
      dname: text,
      cookieIn: cookie,
      dconnuri: optional(text),
      uri: optional(text),
      flags: u64,
      cancelled: flag,
    },
    { dom: domain, cookieOut: cookie },
  ),
  domainMigrateConfirm3: call(
    218,
    { dom: domain, cookieIn: cookie, flags: u64, cancelled: flag },
    {},
  ),

  /**
   * The first two protocols, of before 0.9.2. The QEMU driver of libvirt 9.0 takes its whole daemon
   * down over `Prepare2` and `Perform`: never send them there.
   */
  domainMigratePrepare: call(
    61,
    { uriIn: optional(text), flags: u64, dname: optional(text), bandwidth: u64 },
    { cookie, uriOut: optional(text) },
  ),
  domainMigratePerform: call(
    62,
    { dom: domain, cookie, uri: text, flags: u64, dname: optional(text), bandwidth: u64 },
    {},
  ),
  domainMigrateFinish: call(63, { dname: text, cookie, uri: text, flags: u64 }, { ddom: domain }),
  domainMigratePrepare2: call(
    108,
    { uriIn: optional(text), flags: u64, dname: optional(text), bandwidth: u64, domXml: text },
    { cookie, uriOut: optional(text) },
  ),
  domainMigrateFinish2: call(
    109,
    { dname: text, cookie, uri: text, flags: u64, retcode: i32 },
    { ddom: domain },
  ),
  domainMigratePrepareTunnel: call(
    148,
    { flags: u64, dname: optional(text), bandwidth: u64, domXml: text },
    {},
    { stream: 'send' },
  ),

  /** Switches a running post-copy migration over: the guest runs there, memory follows. */
  domainMigrateStartPostCopy: call(364, { dom: domain, flags: u32 }, {}, { since: '1.3.3' }),
  /** How long (ms) the guest may stand still at the end of a migration. */
  domainMigrateSetMaxDowntime: call(166, { dom: domain, downtime: u64, flags: u32 }, {}),
  domainMigrateGetMaxDowntime: call(
    387,
    { dom: domain, flags: u32 },
    { downtime: u64 },
    { since: '3.7.0' },
  ),
  /** Limits migration to so many MiB/s. */
  domainMigrateSetMaxSpeed: call(207, { dom: domain, bandwidth: u64, flags: u32 }, {}),
  domainMigrateGetMaxSpeed: call(242, { dom: domain, flags: u32 }, { bandwidth: u64 }),
  /** Bytes of memory that compression may use to remember pages. */
  domainMigrateSetCompressionCache: call(300, { dom: domain, cacheSize: u64, flags: u32 }, {}),
  domainMigrateGetCompressionCache: call(299, { dom: domain, flags: u32 }, { cacheSize: u64 }),
})
