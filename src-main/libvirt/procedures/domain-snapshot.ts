import { call, procedures } from '../wire/procedure'
import { flag, i32, list, text, u32 } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { domain, domainSnapshot } from './values'

/** Snapshots of disks and memory. No event tells of them: list again after a change. */
export const domainSnapshots = procedures(REMOTE_PROGRAM, {
  /** Takes a snapshot; the flags say of what and how. */
  domainSnapshotCreateXml: call(
    185,
    { dom: domain, xmlDesc: text, flags: u32 },
    { snap: domainSnapshot },
  ),
  /** All snapshots of a machine. */
  domainListAllSnapshots: call(
    274,
    { dom: domain, needResults: flag, flags: u32 },
    { snapshots: list(domainSnapshot, MAX_OBJECTS), ret: i32 },
    high,
  ),
  /** The children of a snapshot, or with DESCENDANTS their children too. */
  domainSnapshotListAllChildren: call(
    275,
    { snapshot: domainSnapshot, needResults: flag, flags: u32 },
    { snapshots: list(domainSnapshot, MAX_OBJECTS), ret: i32 },
    high,
  ),
  /** A snapshot's XML, with the machine's XML of its time. */
  domainSnapshotGetXmlDesc: call(186, { snap: domainSnapshot, flags: u32 }, { xml: text }, high),
  /** Finds a snapshot by name. */
  domainSnapshotLookupByName: call(
    189,
    { dom: domain, name: text, flags: u32 },
    { snap: domainSnapshot },
    high,
  ),
  /** Whether the machine has a current snapshot. */
  domainHasCurrentSnapshot: call(190, { dom: domain, flags: u32 }, { result: flag }),
  /** The snapshot that the machine's disks go on from; without one it is an error. */
  domainSnapshotCurrent: call(191, { dom: domain, flags: u32 }, { snap: domainSnapshot }),
  /** The snapshot before this one; of a root it is an error. */
  domainSnapshotGetParent: call(
    244,
    { snap: domainSnapshot, flags: u32 },
    { snap: domainSnapshot },
    high,
  ),
  /** Whether this is the current snapshot. */
  domainSnapshotIsCurrent: call(271, { snap: domainSnapshot, flags: u32 }, { current: flag }),
  /** Whether libvirt keeps more of it than the image itself does. */
  domainSnapshotHasMetadata: call(272, { snap: domainSnapshot, flags: u32 }, { metadata: flag }),
  /** Goes back to a snapshot; what happened since is lost. */
  domainRevertToSnapshot: call(192, { snap: domainSnapshot, flags: u32 }, {}),
  /** Deletes a snapshot and merges what depends on it. */
  domainSnapshotDelete: call(193, { snap: domainSnapshot, flags: u32 }, {}),

  /** How many snapshots there are. */
  domainSnapshotNum: call(187, { dom: domain, flags: u32 }, { num: i32 }, high),
  /** Names only, up to `maxnames`. */
  domainSnapshotListNames: call(
    188,
    { dom: domain, maxnames: i32, flags: u32 },
    { names: list(text, MAX_OBJECTS) },
    high,
  ),
  /** How many children a snapshot has. */
  domainSnapshotNumChildren: call(246, { snap: domainSnapshot, flags: u32 }, { num: i32 }, high),
  /** Names of the children, up to `maxnames`. */
  domainSnapshotListChildrenNames: call(
    247,
    { snap: domainSnapshot, maxnames: i32, flags: u32 },
    { names: list(text, MAX_OBJECTS) },
    high,
  ),
})
