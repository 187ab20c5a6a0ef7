import { useActionContext } from './action-context'
import { ActionButton } from './action-button'
import { pickActions, useActions } from './use-actions'

/** Buttons of some actions, in their order. */
export const ActionButtons = ({ ids }: { readonly ids: readonly string[] }) => {
  const context = useActionContext()
  const actions = useActions()
  return pickActions(actions, ids).map((action) => (
    <ActionButton key={action.id} action={action} context={context} />
  ))
}
