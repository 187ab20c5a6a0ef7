import { machineActions, type MachineAction } from '../../src-preload/contract/machine'
import { remote, type Connection } from '../libvirt'

/** What each action calls, as far as a host may lack it. */
const procedureOf = {
  start: remote.domainCreateWithFlags,
  restore: remote.domainCreateWithFlags,
  resume: remote.domainResume,
  pause: remote.domainSuspend,
  shutDown: remote.domainShutdownFlags,
  reboot: remote.domainReboot,
  reset: remote.domainReset,
  forceOff: remote.domainDestroyFlags,
  save: remote.domainManagedSave,
} as const satisfies Record<MachineAction, unknown>

/** One array for each set of actions there is, so that equal ones are the same. */
const known = new Map<string, readonly MachineAction[]>()

/**
 * The actions that a host's driver lacks, as far as its connection has found out; undefined where
 * nothing is known to be lacking.
 */
export const impossibleActions = (
  connection: Pick<Connection, 'supports'>,
): readonly MachineAction[] | undefined => {
  const actions = (Object.keys(machineActions) as MachineAction[]).filter(
    (action) => !connection.supports(procedureOf[action]),
  )
  if (actions.length === 0) return undefined
  const key = actions.join()
  const impossible = known.get(key) ?? actions
  known.set(key, impossible)
  return impossible
}
