import { memo } from 'react'
import { Button } from '../ui/button'
import { ariaKey, readableKey } from '../ui/key-hint'
import { titleOf, type Action, type ActionContext } from './action'
import { keepFocus } from './menu-button'
import { runAction } from './run-action'

interface ActionButtonProps {
  readonly action: Action
  readonly context: ActionContext
}

/** An action as a picture to click; its title, key, and what stands against it as a hint. */
export const ActionButton = memo(({ action, context }: ActionButtonProps) => {
  const reason = action.whyNot(context)
  const title = titleOf(action, context)
  const [key] = action.keys
  const Icon = action.icon
  const hint = key === undefined ? title : `${title} (${readableKey(key)})`
  return (
    <Button
      look="quiet"
      square
      aria-label={title}
      aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
      aria-disabled={reason !== null}
      aria-description={reason ?? undefined}
      title={reason === null ? hint : `${hint}: ${reason}`}
      onMouseDown={keepFocus}
      onClick={() => runAction(action)}
    >
      {Icon === undefined ? title : <Icon aria-hidden="true" />}
    </Button>
  )
})
