import { useId, useState, type FormEvent } from 'react'
import type { Credentials } from '@novnc/novnc'
import { t } from '../../src-preload/language/t'
import { HostText } from '../ui/host-text'
import { Button } from '../ui/button'
import { rich } from '../ui/rich'
import styles from './display-view.module.css'

interface PasswordQuestionProps {
  readonly machineName: string
  /** A name is wanted, too. */
  readonly wantsName: boolean
  readonly onAnswer: (credentials: Credentials) => void
}

/** Asks for a display's password, where the definition does not tell it. It is kept nowhere. */
export const PasswordQuestion = ({ machineName, wantsName, onAnswer }: PasswordQuestionProps) => {
  const nameId = useId()
  const passwordId = useId()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const answer = (event: FormEvent): void => {
    event.preventDefault()
    onAnswer({ password, ...(wantsName && { username }) })
  }
  return (
    <form className={styles['panel']} onSubmit={answer}>
      <h1>
        {rich('The display of {machineName} asks for a password', {
          machineName: <HostText text={machineName} />,
        })}
      </h1>
      {wantsName && (
        <div className={styles['field']}>
          <label htmlFor={nameId}>{t('User name')}</label>
          <input
            id={nameId}
            autoFocus
            autoComplete="off"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </div>
      )}
      <div className={styles['field']}>
        <label htmlFor={passwordId}>{t('Password')}</label>
        <input
          id={passwordId}
          type="password"
          autoFocus={!wantsName}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <div className={styles['answers']}>
        <Button look="primary" submits>
          {t('Connect')}
        </Button>
      </div>
    </form>
  )
}
