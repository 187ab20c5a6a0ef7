import { say } from '../state/status'
import { titleOf, type Action } from './action'
import { readActionContext } from './action-context'

/** Runs an action on what it means now, or says why it makes no sense. */
export const runAction = (action: Action): void => {
  const context = readActionContext()
  const reason = action.whyNot(context)
  if (reason === null) action.run(context)
  else say(action.refusal?.(context) ?? `${titleOf(action, context)}: ${reason}`)
}
