import { makeNetworkRun } from '../networks/network-calls'
import { orderOnce } from '../queries/order-once'
import { dismissProblem, useProblems, type Problem } from '../state/problems'

/** The network that has to run before what failed can be tried again. */
export const networkNeeded = ({ failures, hostId }: Problem): string | undefined =>
  hostId === undefined
    ? undefined
    : failures.find(({ fix }) => fix !== undefined)?.fix?.startNetwork

/** The newest problem that something can be done about at once. */
export const fixableProblem = (): Problem | undefined =>
  useProblems.getState().problems.find((problem) => networkNeeded(problem) !== undefined)

/** Does what helps, and takes the problem away once it helped. */
export const fixProblem = (problem: Problem): void => {
  const network = networkNeeded(problem)
  const { id, hostId } = problem
  if (network === undefined || hostId === undefined) return
  void orderOnce(`run ${hostId} ${network}`, async () => {
    await makeNetworkRun(hostId, network)
    dismissProblem(id)
  })
}
