import { call, procedures } from '../wire/procedure'
import { flag, i32, list, optional, text, u32 } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { domain, domainCheckpoint } from './values'

/** Checkpoints, which know what changed since, and the backups that make use of them. */
export const domainCheckpoints = procedures(REMOTE_PROGRAM, {
  /** Begins to track the changes of a running machine's disks. */
  domainCheckpointCreateXml: call(
    411,
    { dom: domain, xmlDesc: text, flags: u32 },
    { checkpoint: domainCheckpoint },
    { since: '5.6.0' },
  ),
  /** A checkpoint's XML; with SIZE how many bytes changed since. */
  domainCheckpointGetXmlDesc: call(
    412,
    { checkpoint: domainCheckpoint, flags: u32 },
    { xml: text },
    { since: '5.6.0' },
  ),
  /** All checkpoints of a machine. */
  domainListAllCheckpoints: call(
    413,
    { dom: domain, needResults: flag, flags: u32 },
    { checkpoints: list(domainCheckpoint, MAX_OBJECTS), ret: i32 },
    { ...high, since: '5.6.0' },
  ),
  /** The children of a checkpoint, or with DESCENDANTS their children too. */
  domainCheckpointListAllChildren: call(
    414,
    { checkpoint: domainCheckpoint, needResults: flag, flags: u32 },
    { checkpoints: list(domainCheckpoint, MAX_OBJECTS), ret: i32 },
    { ...high, since: '5.6.0' },
  ),
  /** Finds a checkpoint by name. */
  domainCheckpointLookupByName: call(
    415,
    { dom: domain, name: text, flags: u32 },
    { checkpoint: domainCheckpoint },
    { ...high, since: '5.6.0' },
  ),
  /** The checkpoint before this one; of the first it is an error. */
  domainCheckpointGetParent: call(
    416,
    { checkpoint: domainCheckpoint, flags: u32 },
    { parent: domainCheckpoint },
    { ...high, since: '5.6.0' },
  ),
  /** Deletes a checkpoint; what it tracked is merged into its parent. */
  domainCheckpointDelete: call(
    417,
    { checkpoint: domainCheckpoint, flags: u32 },
    {},
    { since: '5.6.0' },
  ),
  /** Begins a backup job, to files or (pull) over NBD; may make a checkpoint at that instant. */
  domainBackupBegin: call(
    421,
    { dom: domain, backupXml: text, checkpointXml: optional(text), flags: u32 },
    {},
    { since: '6.0.0' },
  ),
  /** The XML of the running backup; without one it is an error. */
  domainBackupGetXmlDesc: call(
    422,
    { dom: domain, flags: u32 },
    { xml: text },
    { ...high, since: '6.0.0' },
  ),
})
