import { call, procedures } from '../wire/procedure'
import { i32, text, u32, u64 } from '../wire/xdr'
import { high, REMOTE_PROGRAM } from './programs'
import { storagePool, storageVolume } from './values'

/** Volumes: disk images, partitions, logical volumes. Sizes are bytes. */
export const storageVolumes = procedures(REMOTE_PROGRAM, {
  /** Makes a volume. Answers when it is allocated. */
  storageVolCreateXml: call(
    93,
    { pool: storagePool, xml: text, flags: u32 },
    { vol: storageVolume },
  ),
  /** Makes a volume with the contents of another. Answers when it is copied. */
  storageVolCreateXmlFrom: call(
    125,
    { pool: storagePool, xml: text, clonevol: storageVolume, flags: u32 },
    { vol: storageVolume },
  ),
  /** Deletes a volume, even one that a machine uses. */
  storageVolDelete: call(94, { vol: storageVolume, flags: u32 }, {}),
  /** Finds a volume by its name in a pool. */
  storageVolLookupByName: call(95, { pool: storagePool, name: text }, { vol: storageVolume }, high),
  /** Finds a volume by key in any running pool. */
  storageVolLookupByKey: call(96, { key: text }, { vol: storageVolume }, high),
  /** Finds a volume by path in any running pool. */
  storageVolLookupByPath: call(97, { path: text }, { vol: storageVolume }, high),
  /** What it is, what the guest sees, what it takes. */
  storageVolGetInfo: call(
    98,
    { vol: storageVolume },
    { type: i32, capacity: u64, allocation: u64 },
    high,
  ),
  /** As GetInfo; with PHYSICAL `allocation` is the size of the file on its host. */
  storageVolGetInfoFlags: call(
    378,
    { vol: storageVolume, flags: u32 },
    { type: i32, capacity: u64, allocation: u64 },
    { ...high, since: '3.0.0' },
  ),
  /** Format, sizes, owner, backing image as XML. */
  storageVolGetXmlDesc: call(99, { vol: storageVolume, flags: u32 }, { xml: text }, high),
  /** Its path on the host. */
  storageVolGetPath: call(100, { vol: storageVolume }, { name: text }, high),
  /** Overwrites it with zeroes. Answers when it is done. */
  storageVolWipe: call(165, { vol: storageVolume, flags: u32 }, {}),
  /** Overwrites it by an algorithm; most need the `scrub` program on the host. */
  storageVolWipePattern: call(259, { vol: storageVolume, algorithm: u32, flags: u32 }, {}),
  /** Changes its capacity. Not for disks of running machines: see domainBlockResize. */
  storageVolResize: call(260, { vol: storageVolume, capacity: u64, flags: u32 }, {}),
  /**
   * Writes raw bytes at `offset`; `length` 0 is as many as come. It is written once the stream's
   * end is confirmed. A sparse upload cuts the volume off at each hole.
   */
  storageVolUpload: call(
    208,
    { vol: storageVolume, offset: u64, length: u64, flags: u32 },
    {},
    { stream: 'send' },
  ),
  /** Reads raw bytes from `offset`; `length` 0 is all the rest. */
  storageVolDownload: call(
    209,
    { vol: storageVolume, offset: u64, length: u64, flags: u32 },
    {},
    { stream: 'receive' },
  ),
})
