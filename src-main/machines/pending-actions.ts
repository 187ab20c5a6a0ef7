import {
  machineActions,
  type MachineAction,
  type MachineState,
} from '../../src-preload/contract/machine'

/**
 * Whether a state that the host reports means that an action is done: it is one from which the
 * action would make no sense. A reboot leaves the machine running; it is settled by its own event,
 * or when the machine stopped instead.
 */
export const isSettledBy = (action: MachineAction, reported: MachineState): boolean => {
  const from: readonly MachineState[] = machineActions[action].from
  return !from.includes(reported)
}

/** How long each action may take the host until it answers, in ms. */
export const answerDeadlines: Readonly<Record<MachineAction, number>> = {
  start: 3 * 60_000,
  resume: 60_000,
  restore: 10 * 60_000,
  pause: 60_000,
  shutDown: 60_000,
  reboot: 60_000,
  reset: 60_000,
  forceOff: 60_000,
  // Writes the guest's whole memory to disk.
  save: 60 * 60_000,
}

/** How long after its answer the host may take to report the change, in ms. */
export const settleDeadlines: Readonly<Record<MachineAction, number>> = {
  start: 10_000,
  resume: 10_000,
  restore: 10_000,
  pause: 10_000,
  // These two only ask the guest, which may refuse, or not listen yet.
  shutDown: 60_000,
  reboot: 60_000,
  reset: 10_000,
  forceOff: 10_000,
  save: 10_000,
}
