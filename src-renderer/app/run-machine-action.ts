import {
  machineActions,
  type ActionOutcome,
  type Machine,
  type MachineAction,
  type MachineId,
} from '../../src-preload/contract/machine'
import type { Failure } from '../../src-preload/contract/failure'
import type { HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { virshLines } from '../activity/virsh-lines'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { describePlan, planActions, subjectOf } from '../machines/plan-actions'
import { knownHosts } from '../queries/hosts'
import { acceptJob, advanceJob, startJob } from '../state/jobs'
import { openOverlay } from '../state/overlay'
import { raiseProblem } from '../state/problems'
import { addRequests, answerRequests, dropRequests } from '../state/requests'
import { say } from '../state/status'

/** How many different causes one alert spells out. */
const CAUSES_SHOWN = 3

const distinct = (failures: readonly Failure[]): readonly Failure[] => {
  const byCause = new Map(
    failures.map((failure) => [`${failure.code} ${failure.cause?.text ?? failure.hint}`, failure]),
  )
  return [...byCause.values()].slice(0, CAUSES_SHOWN)
}

/** The one host of these machines; undefined where they are of several. */
const onlyHost = (ids: readonly MachineId[]): HostId | undefined => {
  const [hostId, ...others] = new Set(ids.map((id) => id.slice(0, id.lastIndexOf('/'))))
  return others.length === 0 ? hostId : undefined
}

const tellFailures = (
  action: MachineAction,
  failed: readonly ActionOutcome[],
  asked: number,
): void => {
  const failures = failed.flatMap(({ failure }) => failure ?? [])
  const [failure] = failures
  if (failure === undefined) return
  say('')
  const title =
    failures.length === 1
      ? failure.message
      : t('Could not {infinitive} {count} of {asked, plural, one {# machine} other {# machines}}', {
          infinitive: t(machineActions[action].infinitive),
          count: failures.length,
          asked,
        })
  raiseProblem(title, distinct(failures), onlyHost(failed.map(({ id }) => id)))
}

/** Asks for an action on machines that it fits, and follows it up. */
export const orderAction = async (
  action: MachineAction,
  machines: readonly Machine[],
): Promise<void> => {
  const ids = machines.map((machine) => machine.id)
  addRequests(action, machines)
  const virshLine = virshLines(action, machines, knownHosts())
  const job = startJob(action, subjectOf(machines), ids, virshLine)
  try {
    const outcomes = await call('machines.act', { action, ids })
    const failed = outcomes.filter((outcome) => outcome.failure !== undefined)
    const failedIds = failed.map((outcome) => outcome.id)
    dropRequests(failedIds)
    answerRequests(ids)
    acceptJob(job, failedIds)
    tellFailures(action, failed, ids.length)
  } catch (thrown) {
    dropRequests(ids)
    advanceJob(job, { failed: ids })
    raiseProblem(failureFrom(thrown).message, [failureFrom(thrown)])
  }
}

/** Does what of the actions fits each machine, and says how many it leaves alone. */
export const runMachineAction = (
  actions: readonly [MachineAction, ...MachineAction[]],
  machines: readonly Machine[],
): void => {
  const plan = planActions(actions, machines)
  say(describePlan(plan))
  for (const order of plan.orders) void orderAction(order.action, order.machines)
}

/** Asks the person first, naming the machines. */
export const confirmMachineAction = (action: MachineAction, machines: readonly Machine[]): void => {
  const plan = planActions([action], machines)
  for (const order of plan.orders) {
    openOverlay({ kind: 'confirmation', ...order, leftAlone: plan.leftAlone.length })
  }
}
