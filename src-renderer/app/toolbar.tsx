import { memo } from 'react'
import { EllipsisVertical, Menu } from 'lucide-react'
import { openOverlay } from '../state/overlay'
import { FilterBox } from '../machines/filter-box'
import { Button } from '../ui/button'
import { ariaKey, KeyHint, readableKey } from '../ui/key-hint'
import { titleOf, type Action, type ActionContext } from './action'
import { useActionContext } from './action-context'
import { keepFocus, MenuButton } from './menu-button'
import { machineActionTable } from './machine-actions'
import { runAction } from './run-action'
import styles from './toolbar.module.css'

/** Those of the machine actions that are worth a button. */
const shown = ['machine.start', 'machine.pause', 'machine.shutDown', 'machine.console']

const buttons = shown.flatMap((id) => machineActionTable.find((action) => action.id === id) ?? [])

interface ActionButtonProps {
  readonly action: Action
  readonly context: ActionContext
}

const ActionButton = memo(({ action, context }: ActionButtonProps) => {
  const reason = action.whyNot(context)
  const title = titleOf(action, context)
  const [key = ''] = action.keys
  const Icon = action.icon
  const hint = `${title} (${readableKey(key)})`
  return (
    <Button
      look="quiet"
      square
      aria-label={title}
      aria-keyshortcuts={ariaKey(key)}
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

const MachineButtons = () => {
  const context = useActionContext()
  return (
    <div role="group" aria-label="Selected machines" className={styles['group']}>
      {buttons.map((action) => (
        <ActionButton key={action.id} action={action} context={context} />
      ))}
      <MenuButton label="More actions" menu="machine-menu">
        <EllipsisVertical aria-hidden="true" />
      </MenuButton>
    </div>
  )
}

/** The bar above everything: find, act, and the way to all the rest. */
export const Toolbar = () => (
  <header className={styles['toolbar']}>
    <h1 className="unseen">Virthelm</h1>
    <FilterBox />
    <MachineButtons />
    <div className={styles['end']}>
      <Button
        look="quiet"
        aria-keyshortcuts="Control+K"
        onMouseDown={keepFocus}
        onClick={() => openOverlay({ kind: 'palette' })}
      >
        Commands <KeyHint keys="Ctrl+K" />
      </Button>
      <MenuButton label="Main menu" menu="app-menu">
        <Menu aria-hidden="true" />
      </MenuButton>
    </div>
  </header>
)
