import { Command } from 'cmdk'
import { Monitor } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { stateWords } from '../../src-preload/contract/machine'
import { message, t } from '../../src-preload/language/t'
import { goToMachine } from '../machines/go-to-machine'
import { useRows } from '../machines/rows'
import { closeOverlay } from '../state/overlay'
import { HostText } from '../ui/host-text'
import { ariaKey, KeyHint } from '../ui/key-hint'
import { Modal } from '../ui/modal'
import { titleOf, type Action, type ActionContext, type ActionGroup } from './action'
import { useActionContext } from './action-context'
import { actionsMatching, machinesMatching } from './palette-search'
import { runAction } from './run-action'
import { useActions } from './use-actions'
import styles from './command-palette.module.css'

const groups: readonly ActionGroup[] = [
  'Machines',
  'Hosts',
  'Storage',
  'Networks',
  'View',
  'Virthelm',
  'Selection',
]

/** By group, as in a menu; once something is typed, what fits best comes first. */
const sectionsOf = (actions: readonly Action[], searched: boolean) =>
  (searched ? [message('Actions')] : groups)
    .map((heading) => ({
      heading,
      actions: searched ? actions : actions.filter((action) => action.group === heading),
    }))
    .filter((section) => section.actions.length > 0)

/** The palette is gone first, so that what was chosen finds the focus where it was. */
const closeThen = (then: () => void): void => {
  closeOverlay()
  window.setTimeout(then)
}

const ActionItem = ({ action, context }: { action: Action; context: ActionContext }) => {
  const reason = action.whyNot(context)
  const [key] = action.keys
  const Icon = action.icon
  return (
    <Command.Item
      value={action.id}
      className={styles['item']}
      aria-description={reason ?? undefined}
      aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
      data-refused={reason !== null}
      onSelect={() => closeThen(() => runAction(action))}
    >
      {Icon === undefined ? <span /> : <Icon aria-hidden="true" />}
      <span className={styles['title']}>
        {titleOf(action, context)}
        {action.isOn?.() === true ? (
          <span className={styles['reason']}>{` — ${t('it is shown')}`}</span>
        ) : null}
        {reason === null ? null : <span className={styles['reason']}> — {reason}</span>}
      </span>
      {key === undefined ? null : <KeyHint keys={key} />}
    </Command.Item>
  )
}

const MachineItem = ({ machine }: { readonly machine: Machine }) => (
  <Command.Item
    value={`machine ${machine.id}`}
    className={styles['item']}
    onSelect={() => closeThen(() => goToMachine(machine.id))}
  >
    <Monitor aria-hidden="true" />
    <span className={styles['title']}>
      <HostText text={machine.name} />
    </span>
    <span className={styles['reason']}>{t(stateWords[machine.state])}</span>
  </Command.Item>
)

/** Finds every action of the app, every host and every machine by what is typed. */
export const CommandPalette = () => {
  const [search, setSearch] = useState('')
  const context = useActionContext()
  const { fleet } = useRows()
  const actions = useActions()
  const machines = useMemo(() => machinesMatching(fleet, search), [fleet, search])
  const sections = sectionsOf(actionsMatching(actions, context, search), search !== '')
  return (
    <Modal label={t('Command palette')} place="top" onClose={closeOverlay}>
      {/* It filters by itself: cmdk's own way would draw ten thousand machines first. */}
      <Command label={t('Commands')} shouldFilter={false} loop className={styles['palette']}>
        <Command.Input
          data-first-focus
          value={search}
          onValueChange={setSearch}
          placeholder={t('Type a command or the name of a machine')}
          className={styles['input']}
        />
        <Command.List className={styles['list']} label={t('Commands and machines')}>
          <Command.Empty className={styles['empty']}>{t('Nothing matches.')}</Command.Empty>
          {sections.map(({ heading, actions }) => (
            <Command.Group key={heading} heading={t(heading)} className={styles['group']}>
              {actions.map((action) => (
                <ActionItem key={action.id} action={action} context={context} />
              ))}
            </Command.Group>
          ))}
          {machines.length === 0 ? null : (
            <Command.Group heading={t('Go to machine')} className={styles['group']}>
              {machines.map((machine) => (
                <MachineItem key={machine.id} machine={machine} />
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Modal>
  )
}
