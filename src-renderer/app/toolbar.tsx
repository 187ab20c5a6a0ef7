import { EllipsisVertical, Menu } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { useOnMachines } from '../state/page'
import { FilterBox } from '../machines/filter-box'
import { Button } from '../ui/button'
import { ariaKey, KeyHint } from '../ui/key-hint'
import type { Action } from './action'
import { ActionButton } from './action-button'
import { useActionContext } from './action-context'
import { keepFocus, MenuButton } from './menu-button'
import { PageTitle } from './page-title'
import { runAction } from './run-action'
import { pickActions, useActions } from './use-actions'
import styles from './toolbar.module.css'

/** Those of the machine actions that are worth a button. */
const shown = [
  'machine.start',
  'machine.pause',
  'machine.shutDown',
  'machine.console',
  'machine.display',
]

const MachineButtons = ({ actions }: { readonly actions: readonly Action[] }) => {
  const context = useActionContext()
  return (
    <div role="group" aria-label={t('Selected machines')} className={styles['group']}>
      {actions.map((action) => (
        <ActionButton key={action.id} action={action} context={context} />
      ))}
      <MenuButton label={t('More actions')} menu="machine-menu">
        <EllipsisVertical aria-hidden="true" />
      </MenuButton>
    </div>
  )
}

const CommandsButton = ({ action }: { readonly action: Action }) => {
  const [key] = action.keys
  return (
    <Button
      look="quiet"
      aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
      onMouseDown={keepFocus}
      onClick={() => runAction(action)}
    >
      {t('Commands')} {key === undefined ? null : <KeyHint keys={key} />}
    </Button>
  )
}

/** The bar above everything: find, act, and the way to all the rest. */
export const Toolbar = () => {
  const actions = useActions()
  const onMachines = useOnMachines()
  const [filter] = pickActions(actions, ['view.filter'])
  return (
    <header className={styles['toolbar']}>
      <h1 className="unseen">{t('Virthelm')}</h1>
      {onMachines ? (
        <>
          <FilterBox keys={filter?.keys[0]} />
          <MachineButtons actions={pickActions(actions, shown)} />
        </>
      ) : (
        <PageTitle />
      )}
      <div className={styles['end']}>
        {pickActions(actions, ['app.palette']).map((action) => (
          <CommandsButton key={action.id} action={action} />
        ))}
        <MenuButton label={t('Main menu')} menu="app-menu">
          <Menu aria-hidden="true" />
        </MenuButton>
      </div>
    </header>
  )
}
