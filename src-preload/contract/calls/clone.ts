import { z } from 'zod'
import { message } from '../../language/t'
import type { ClonePlan } from '../clone'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import { machineId } from './inputs'
import { objectName } from './texts'

/** What libvirt takes as a machine's name. */
const machineName = objectName.refine((name) => !name.includes('/'), message('must not contain /'))

const clone = z.object({
  id: machineId,
  name: machineName,
  /**
   * `full` copies the disks. `linked` makes what is on them now a common base that nobody writes to
   * any more: the clone and the machine each go on with what differs from it. `template` does that
   * for the clone only: the machine's own disks become read-only, and it serves as a template.
   */
  how: z.enum(['full', 'linked', 'template']),
})

export type CloneRequest = z.infer<typeof clone>

/** Second machines like one, and second names. */
export const cloneCalls = {
  'machines.clonePlan': query(clone, answers<ClonePlan>()),
  /** Clones a machine that is shut off. All that was made is taken back when it fails. */
  'machines.clone': command(clone, answers<JobStarted>()),
  /**
   * Makes a machine that is shut off a template, or with a name a full copy of it: it has the tag
   * `template`, and its disks become read-only.
   */
  'machines.saveTemplate': command(
    z.object({ id: machineId, name: machineName.nullable() }),
    answers<JobStarted>(),
  ),
  /** Makes a template a machine again. Throws while other disks lie on its own. */
  'machines.unmakeTemplate': command(z.object({ id: machineId })),
  /** Gives a machine that is shut off another name. */
  'machines.rename': command(z.object({ id: machineId, name: machineName })),
} as const
