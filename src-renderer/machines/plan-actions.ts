import {
  machineActions,
  whyNot,
  type Machine,
  type MachineAction,
} from '../../src-preload/contract/machine'
import { t, withinSentence } from '../../src-preload/language/t'
import { isolated } from '../ui/visible-text'

/** What an order comes to with the machines as they are. */
export interface Plan {
  readonly orders: readonly {
    readonly action: MachineAction
    readonly machines: readonly Machine[]
  }[]
  readonly leftAlone: readonly { readonly machine: Machine; readonly reason: string }[]
}

/** Gives each machine the first of the actions that fits it; the rest are left alone, and why. */
export const planActions = (
  actions: readonly [MachineAction, ...MachineAction[]],
  machines: readonly Machine[],
): Plan => {
  const byAction = new Map<MachineAction, Machine[]>()
  const leftAlone: { machine: Machine; reason: string }[] = []
  for (const machine of machines) {
    const action = actions.find((candidate) => whyNot(candidate, machine) === null)
    if (action === undefined) {
      leftAlone.push({ machine, reason: whyNot(actions[0], machine) ?? '' })
    } else {
      const fitting = byAction.get(action)
      if (fitting === undefined) byAction.set(action, [machine])
      else fitting.push(machine)
    }
  }
  const orders = actions.flatMap((action) => {
    const fitting = byAction.get(action)
    return fitting === undefined ? [] : [{ action, machines: fitting }]
  })
  return { orders, leftAlone }
}

/** A machine's name, or how many machines. */
export const subjectOf = (machines: readonly Machine[]): string => {
  const [machine] = machines
  return machines.length === 1 && machine !== undefined
    ? isolated(machine.name)
    : t('{count, plural, one {# machine} other {# machines}}', { count: machines.length })
}

const doingOf = (action: MachineAction): string =>
  t(machineActions[action].pending).replace('…', '')

/** `Starting 2 machines, resuming db-1; left 3 alone`. */
export const describePlan = ({ orders, leftAlone }: Plan): string => {
  const parts = orders.map(({ action, machines }, index) => {
    const verb = doingOf(action)
    return t('{doing} {subject}', {
      doing: index === 0 ? verb : withinSentence(verb),
      subject: subjectOf(machines),
    })
  })
  return `${parts.join(', ')}${leftAlone.length === 0 ? '' : `; ${t('left {count} alone', { count: leftAlone.length })}`}`
}

/** Why nothing of the plan can be done: `Cannot start web-1: it is running`. */
export const describeRefusal = (action: MachineAction, { leftAlone }: Plan): string => {
  const [first] = leftAlone
  if (first === undefined) return t('No machine is selected')
  const told = {
    infinitive: t(machineActions[action].infinitive),
    name: isolated(first.machine.name),
    reason: first.reason,
  }
  return leftAlone.length === 1
    ? t('Cannot {infinitive} {name}: {reason}', told)
    : t('Cannot {infinitive} any of {count} machines; {name}, for one: {reason}', {
        ...told,
        count: leftAlone.length,
      })
}
