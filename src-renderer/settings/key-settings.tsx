import { useMemo, useState } from 'react'
import type { SettingValues } from '../../src-preload/contract/settings'
import { t } from '../../src-preload/language/t'
import { actionGroups, generalTitleOf, type Action } from '../app/action'
import { useBoundActions } from '../app/use-actions'
import { FILTER_ID } from '../machines/focus'
import { leaveSearch } from '../pages/leave-search'
import { changeSettings } from '../queries/settings'
import { Button } from '../ui/button'
import { readableKey } from '../ui/key-hint'
import { SearchBox } from '../ui/search-box'
import { ActionKeys } from './action-keys'
import styles from './key-settings.module.css'

const matches = (action: Action, search: string): boolean => {
  const text = `${generalTitleOf(action)} ${action.keys.map(readableKey).join(' ')}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Every action with its keys, to be changed by pressing others. */
export const KeySettings = ({ values }: { readonly values: SettingValues }) => {
  const { actions, conflicts } = useBoundActions()
  const [search, setSearch] = useState('')
  const shown = useMemo(
    () => actions.filter((action) => matches(action, search)),
    [actions, search],
  )
  const setKeys = (action: Action, keys: readonly string[] | null): void => {
    const { [action.id]: _before, ...others } = values.keys
    void changeSettings({ keys: keys === null ? others : { ...others, [action.id]: [...keys] } })
  }
  return (
    <>
      <div className={styles['head']}>
        <SearchBox
          id={FILTER_ID}
          aria-label={t('Find an action')}
          placeholder={t('Find an action or a key')}
          value={search}
          onSearch={setSearch}
          onKeyDown={leaveSearch}
        />
        {Object.keys(values.keys).length === 0 ? null : (
          <Button look="quiet" onClick={() => void changeSettings({ keys: {} })}>
            {t('Reset all keys')}
          </Button>
        )}
      </div>
      {conflicts.map(({ key, action, holder }) => (
        <p key={`${action.id} ${key}`} className={styles['conflict']}>
          {t('{action} does not get {key}: it means {holder}.', {
            action: generalTitleOf(action),
            key: readableKey(key),
            holder: generalTitleOf(holder),
          })}
        </p>
      ))}
      {shown.length === 0 ? <p className={styles['none']}>{t('Nothing matches.')}</p> : null}
      {actionGroups.map((group) => {
        const ofGroup = shown.filter((action) => action.group === group)
        return ofGroup.length === 0 ? null : (
          <section key={group} aria-label={t(group)} className={styles['group']}>
            <h4>{t(group)}</h4>
            <ul>
              {ofGroup.map((action) => (
                <ActionKeys
                  key={action.id}
                  action={action}
                  title={generalTitleOf(action)}
                  actions={actions}
                  isOwn={Object.hasOwn(values.keys, action.id)}
                  onKeys={(keys) => setKeys(action, keys)}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
