import { create } from 'zustand'
import type { Machine, MachineAction, MachineId } from '../../src-preload/contract/machine'

/** An action that was asked for, and that the host's news does not show yet. */
export interface Request {
  readonly action: MachineAction
  /** The machine as it was: any other account of it is newer than the request. */
  readonly machine: Machine
  readonly answered: boolean
}

/**
 * Bridges the moment between a key press and the main process's own account of it, so that the
 * second of a hundred presses already finds the machine busy.
 */
export const useRequests = create<{ readonly requests: ReadonlyMap<MachineId, Request> }>()(() => ({
  requests: new Map(),
}))

const change = (edit: (requests: Map<MachineId, Request>) => void): void =>
  useRequests.setState(({ requests }) => {
    const next = new Map(requests)
    edit(next)
    return { requests: next }
  })

export const addRequests = (action: MachineAction, machines: readonly Machine[]): void =>
  change((requests) => {
    for (const machine of machines) {
      requests.set(machine.id, { action, machine, answered: false })
    }
  })

/** News of a machine comes within moments of the answer, if any is to come. */
const NEWS_WITHIN = 2000

/** The hosts accepted: the requests stand until the machines' own news comes. */
export const answerRequests = (ids: readonly MachineId[]): void => {
  change((requests) => {
    for (const id of ids) {
      const request = requests.get(id)
      if (request !== undefined) requests.set(id, { ...request, answered: true })
    }
  })
  const { requests } = useRequests.getState()
  const answered = ids.filter((id) => requests.has(id))
  window.setTimeout(() => {
    const now = useRequests.getState().requests
    dropRequests(answered.filter((id) => now.get(id) === requests.get(id)))
  }, NEWS_WITHIN)
}

export const dropRequests = (ids: readonly MachineId[]): void =>
  change((requests) => {
    for (const id of ids) requests.delete(id)
  })

/** The machine with what was asked of it: an action under way, whoever knows of it. */
export const withRequest = (
  machine: Machine,
  requests: ReadonlyMap<MachineId, Request>,
): Machine => {
  const request = requests.get(machine.id)
  return request === undefined || machine.pending !== undefined
    ? machine
    : { ...machine, pending: request.action }
}
