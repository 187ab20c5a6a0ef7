import { call, procedures } from '../wire/procedure'
import { flag, list, optional, text, u32, u64, uuid } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { storagePool, storageVolume } from './values'

/** Storage pools: directories, volume groups, network shares and their like. */
export const storagePools = procedures(REMOTE_PROGRAM, {
  /** All pools that match the flags. */
  connectListAllStoragePools: call(
    281,
    { needResults: flag, flags: u32 },
    { pools: list(storagePool, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds a pool by name. */
  storagePoolLookupByName: call(84, { name: text }, { pool: storagePool }, high),
  /** Finds a pool by UUID. */
  storagePoolLookupByUuid: call(85, { uuid }, { pool: storagePool }, high),
  /** The pool that a volume is in. */
  storagePoolLookupByVolume: call(86, { vol: storageVolume }, { pool: storagePool }, high),
  /** The pool whose directory or device this is. */
  storagePoolLookupByTargetPath: call(
    391,
    { path: text },
    { pool: storagePool },
    { ...high, since: '4.1.0' },
  ),
  /** Looks for sources of a pool type, such as a server's exports; `srcSpec` is XML. */
  connectFindStoragePoolSources: call(
    75,
    { type: text, srcSpec: optional(text), flags: u32 },
    { xml: text },
  ),

  /** Defines a pool, or changes its next start. */
  storagePoolDefineXml: call(77, { xml: text, flags: u32 }, { pool: storagePool }, high),
  /** Starts a transient pool, which is gone when it stops. */
  storagePoolCreateXml: call(76, { xml: text, flags: u32 }, { pool: storagePool }),
  /** Starts a defined pool: mounts, logs in, scans. */
  storagePoolCreate: call(78, { pool: storagePool, flags: u32 }, {}),
  /** Makes what the pool needs: its directory, file system or volume group. */
  storagePoolBuild: call(79, { pool: storagePool, flags: u32 }, {}),
  /** Stops a pool; its data stays. */
  storagePoolDestroy: call(80, { pool: storagePool }, {}, high),
  /** Deletes what the pool is made of. The data is lost. */
  storagePoolDelete: call(81, { pool: storagePool, flags: u32 }, {}),
  /** Forgets a stopped pool; its data stays. */
  storagePoolUndefine: call(82, { pool: storagePool }, {}, high),
  /** Scans the pool's volumes anew: no event tells what others changed. */
  storagePoolRefresh: call(83, { pool: storagePool, flags: u32 }, {}),

  /** State, and capacity, allocation and free space in bytes: as of the last refresh. */
  storagePoolGetInfo: call(
    87,
    { pool: storagePool },
    { state: u32, capacity: u64, allocation: u64, available: u64 },
    high,
  ),
  /** The pool's XML; its definition with INACTIVE. */
  storagePoolGetXmlDesc: call(88, { pool: storagePool, flags: u32 }, { xml: text }, high),
  /** Whether it starts with the host. */
  storagePoolGetAutostart: call(89, { pool: storagePool }, { autostart: flag }, high),
  /** Starts it with the host, or not. No event tells of it. */
  storagePoolSetAutostart: call(90, { pool: storagePool, autostart: flag }, {}, high),
  /** Whether it runs. */
  storagePoolIsActive: call(154, { pool: storagePool }, { active: flag }, high),
  /** Whether it stays defined when it stops. */
  storagePoolIsPersistent: call(155, { pool: storagePool }, { persistent: flag }, high),
  /** All volumes of a running pool. */
  storagePoolListAllVolumes: call(
    282,
    { pool: storagePool, needResults: flag, flags: u32 },
    { vols: list(storageVolume, MAX_OBJECTS), ret: u32 },
    high,
  ),
})
