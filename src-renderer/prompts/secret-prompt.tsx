import { useState } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import type { QuestionProps } from './question-props'
import { QuestionText } from './question-text'

/** Asks for a password or passphrase, and for a name where one is wanted too. */
export const SecretPrompt = ({ prompt, waiting, onAnswer }: QuestionProps) => {
  const [text, setText] = useState('')
  const [username, setUsername] = useState(prompt.username ?? '')
  const [remember, setRemember] = useState(false)
  const wantsName = prompt.username !== undefined
  const giveUp = (): void => onAnswer(null)
  return (
    <Dialog
      title={t('{hostName} asks', { hostName: isolated(prompt.hostName) })}
      onClose={giveUp}
      onSubmit={() => onAnswer({ text, remember, ...(wantsName && { username }) })}
      buttons={
        <>
          <Button onClick={giveUp}>{t('Give up')}</Button>
          <Button look="primary" submits>
            {t('Answer')}
          </Button>
        </>
      }
    >
      <QuestionText question={prompt.question} waiting={waiting} />
      {wantsName ? (
        <TextField
          label={t('User name')}
          value={username}
          maxLength={1000}
          {...(username === '' && { 'data-first-focus': '' })}
          onText={setUsername}
        />
      ) : null}
      <TextField
        label={t('Password')}
        type="password"
        value={text}
        maxLength={10_000}
        {...(!(wantsName && prompt.username === '') && { 'data-first-focus': '' })}
        onText={setText}
      />
      {prompt.canRemember ? (
        <CheckField label={t('Keep in the keyring')} checked={remember} onCheck={setRemember} />
      ) : null}
    </Dialog>
  )
}
