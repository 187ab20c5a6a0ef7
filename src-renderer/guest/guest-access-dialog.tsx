import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { HostText } from '../ui/host-text'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { isolated, visibleText } from '../ui/visible-text'
import { tellGuest } from './guest-calls'
import styles from './guest-access-dialog.module.css'

/** How long nothing is typed before the guest is asked, in ms. */
const REST = 500

/** What a key is called: its comment, or else its end. */
const keyName = (key: string): string => {
  const [type = '', body = '', ...comment] = key.trim().split(/\s+/)
  return comment.length > 0 ? comment.join(' ') : `${type} …${body.slice(-12)}`
}

/** Who may log in to the guest: a user's password and keys. */
export const GuestAccessDialog = ({ machine }: { readonly machine: Machine }) => {
  const { id } = machine
  const [user, setUser] = useState('root')
  const [password, setPassword] = useState('')
  const [key, setKey] = useState('')
  const { failure, order } = useOrder()
  const queries = useQueryClient()
  const asked = useSettled(user.trim(), REST)
  const keysKey = ['guest', id, 'keys', asked]
  const keys = useQuery({
    queryKey: keysKey,
    queryFn: () => call('guest.sshKeys', { id, user: asked }),
    enabled: asked !== '',
    staleTime: 0,
    gcTime: 0,
  })
  const isForUser = user.trim() !== ''

  const act = (work: () => Promise<void>): Promise<void> =>
    order(async () => {
      await work()
      await queries.invalidateQueries({ queryKey: keysKey })
    })
  const changeKeys = (change: { add?: string[]; remove?: string[] }): Promise<void> =>
    act(async () => {
      const { add = [], remove = [] } = change
      await tellGuest(machine, { act: 'changeSshKeys', id, user: user.trim(), add, remove })
      setKey('')
    })
  const savePassword = (): Promise<void> =>
    act(async () => {
      await tellGuest(machine, { act: 'setPassword', id, user: user.trim(), password })
      setPassword('')
    })
  const submit = (): void => {
    if (!isForUser) return
    const isOnPassword =
      document.activeElement instanceof HTMLInputElement &&
      document.activeElement.type === 'password'
    if (isOnPassword) {
      if (password !== '') void savePassword()
    } else if (key.trim() !== '') void changeKeys({ add: [key.trim()] })
  }
  return (
    <Dialog
      title={t('Access to {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={submit}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      <TextField label={t('User')} value={user} maxLength={64} data-first-focus onText={setUser} />
      <div className={styles['row']}>
        <TextField
          label={t('New password')}
          type="password"
          value={password}
          maxLength={1024}
          onText={setPassword}
        />
        <Button
          aria-disabled={!isForUser || password === ''}
          onClick={() => (isForUser && password !== '' ? void savePassword() : undefined)}
        >
          {t('Set password')}
        </Button>
      </div>
      <section aria-label={t('SSH keys')} className={styles['keys']}>
        <h2>{t('SSH keys')}</h2>
        {keys.error === null ? null : <FailureDetails failure={failureFrom(keys.error)} />}
        {keys.data?.length === 0 ? <p>{t('No key may log in as this user.')}</p> : null}
        <ul>
          {keys.data?.map((known) => (
            <li key={known} title={visibleText(known)}>
              <span className={styles['key']}>
                <HostText text={keyName(known)} />
              </span>
              <Button
                look="quiet"
                aria-label={t('Remove the key {known}', { known: isolated(keyName(known)) })}
                onClick={() => void changeKeys({ remove: [known] })}
              >
                {t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
        <div className={styles['row']}>
          <TextField
            label={t('Another key')}
            value={key}
            mono
            placeholder={t('ssh-ed25519 AAAA… you@home')}
            maxLength={16_384}
            onText={setKey}
          />
          <Button submits aria-disabled={!isForUser || key.trim() === ''}>
            {t('Add key')}
          </Button>
        </div>
      </section>
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
