import { call, procedures } from '../wire/procedure'
import { bytes, flag, i32, list, text, u32, uuid } from '../wire/xdr'
import { MAX_OBJECTS, MAX_SECRET_BYTES } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { secret } from './values'

/** Passwords and keys that the daemon keeps for encrypted disks and remote storage. */
export const secrets = procedures(REMOTE_PROGRAM, {
  /** All secrets that match the flags; never their values. */
  connectListAllSecrets: call(
    287,
    { needResults: flag, flags: u32 },
    { secrets: list(secret, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds a secret by UUID. */
  secretLookupByUuid: call(141, { uuid }, { secret }, high),
  /** Finds a secret by what it is for. */
  secretLookupByUsage: call(147, { usageType: i32, usageID: text }, { secret }, high),
  /** Defines a secret, without its value. */
  secretDefineXml: call(142, { xml: text, flags: u32 }, { secret }, high),
  /** What it is for, as XML. */
  secretGetXmlDesc: call(143, { secret, flags: u32 }, { xml: text }, high),
  /** Sets its value. */
  secretSetValue: call(144, { secret, value: bytes(MAX_SECRET_BYTES), flags: u32 }, {}, high),
  /** Reads its value; refused for private secrets and without write access. */
  secretGetValue: call(145, { secret, flags: u32 }, { value: bytes(MAX_SECRET_BYTES) }, high),
  /** Forgets it, value and all. */
  secretUndefine: call(146, { secret }, {}, high),
})
