import { Plus, X } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../src-preload/language/t'
import { generalTitleOf, isOfGuestWindow, type Action } from '../app/action'
import { keyName } from '../app/keymap'
import { holderOf } from '../app/rebind'
import { Button } from '../ui/button'
import { guestKeyName } from '../ui/guest-keys'
import { readableKey } from '../ui/key-hint'
import { isUnfinished, whyUnbindable } from './bindable-key'
import styles from './action-keys.module.css'

/** As many as the settings file holds of one action. */
const MOST_KEYS = 4

interface ActionKeysProps {
  readonly action: Action
  readonly title: string
  /** All there are, as they are bound. */
  readonly actions: readonly Action[]
  /** The keys are the person's own. */
  readonly isOwn: boolean
  /** Binds these keys; null goes back to those that the action comes with. */
  readonly onKeys: (keys: readonly string[] | null) => void
}

/** An action and its keys: each can be taken away, and others are added by pressing them. */
export const ActionKeys = ({ action, title, actions, isOwn, onKeys }: ActionKeysProps) => {
  const [isListening, setListening] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const adder = useRef<HTMLButtonElement>(null)

  const stop = (why: string | null): void => {
    flushSync(() => {
      setListening(false)
      setRefusal(why)
    })
    adder.current?.focus()
  }

  const onPress = (event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    const name = isOfGuestWindow(action.keyContext) ? guestKeyName : keyName
    const key = name(event)
    if (isUnfinished(key)) return
    if (key === 'Escape' || action.keys.includes(key)) {
      stop(null)
      return
    }
    const holder = holderOf(key, action, actions)
    const why =
      whyUnbindable(key, action.keyContext) ??
      (holder &&
        t('{key} already means {holder}.', {
          key: readableKey(key),
          holder: generalTitleOf(holder),
        }))
    if (why === undefined) onKeys([...action.keys, key])
    stop(why ?? null)
  }

  return (
    <li className={styles['action']}>
      <span className={styles['title']}>{title}</span>
      {refusal === null ? null : (
        <span role="alert" className={styles['refusal']}>
          {refusal}
        </span>
      )}
      <span className={styles['keys']}>
        {action.keys.map((key) => (
          <span key={key} className={styles['key']}>
            <kbd>{readableKey(key)}</kbd>
            <button
              type="button"
              aria-label={t('Take {key} from {title}', { key: readableKey(key), title })}
              title={t('Take this key away')}
              onClick={() => onKeys(action.keys.filter((other) => other !== key))}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        {isListening ? (
          <button
            type="button"
            autoFocus
            className={styles['listening']}
            aria-label={t('Press the keys for {title}; Escape cancels', { title })}
            onKeyDown={onPress}
            onBlur={() => setListening(false)}
          >
            {t('Press keys…')}
          </button>
        ) : (
          <Button
            ref={adder}
            look="quiet"
            square
            aria-label={t('Add a key for {title}', { title })}
            title={t('Add a key')}
            aria-disabled={action.keys.length >= MOST_KEYS}
            onClick={() => {
              if (action.keys.length >= MOST_KEYS) return
              setRefusal(null)
              setListening(true)
            }}
            onBlur={() => setRefusal(null)}
          >
            <Plus />
          </Button>
        )}
      </span>
      <span className={styles['reset']}>
        {isOwn ? (
          <Button
            look="quiet"
            aria-label={t('Reset {title}', { title })}
            onClick={() => onKeys(null)}
          >
            {t('Reset')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}
