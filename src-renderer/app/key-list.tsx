import { X } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { readableKey } from '../ui/key-hint'
import { Modal } from '../ui/modal'
import { actionGroups, generalTitleOf, type Action, type ActionGroup } from './action'
import { useActions } from './use-actions'
import styles from './key-list.module.css'

const KeyGroup = ({ group, actions }: { group: ActionGroup; actions: readonly Action[] }) => (
  <section className={styles['group']}>
    <h2>{t(group)}</h2>
    <dl>
      {actions.map((action) => (
        <div key={action.id} className={styles['line']}>
          <dt>{generalTitleOf(action)}</dt>
          <dd>
            {action.keys.map((key) => (
              <kbd key={key}>{readableKey(key)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

/** All keys, from the table that binds them. */
export const KeyList = () => {
  const bound = useActions().filter((action) => action.keys.length > 0)
  return (
    <Modal label={t('Keyboard shortcuts')} onClose={closeOverlay}>
      <div className={styles['head']}>
        <h1>{t('Keyboard shortcuts')}</h1>
        <Button
          look="quiet"
          square
          aria-label={t('Close')}
          title={t('Close (Esc)')}
          onClick={closeOverlay}
        >
          <X />
        </Button>
      </div>
      {/* It scrolls, so keys must reach it. */}
      <div
        className={styles['groups']}
        tabIndex={0}
        data-first-focus
        role="group"
        aria-label={t('All keys')}
      >
        {actionGroups.map((group) => {
          const actions = bound.filter((action) => action.group === group)
          return actions.length === 0 ? null : (
            <KeyGroup key={group} group={group} actions={actions} />
          )
        })}
      </div>
    </Modal>
  )
}
