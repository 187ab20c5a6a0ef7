import { useId } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { isolated } from '../ui/visible-text'
import type { QuestionProps } from './question-props'
import { QuestionText } from './question-text'

/** Asks something that is to be confirmed in the open, such as whether to trust a host's key. */
export const ConfirmPrompt = ({ prompt, waiting, onAnswer }: QuestionProps) => {
  const textId = useId()
  const giveUp = (): void => onAnswer(null)
  const agree = (): void => onAnswer({ text: 'yes', remember: false })
  return (
    <Dialog
      title={t('{hostName} asks', { hostName: isolated(prompt.hostName) })}
      describedBy={textId}
      onClose={giveUp}
      onSubmit={agree}
      buttons={
        <>
          {/* The harmless button has the focus, so that a stray Enter does no harm. */}
          <Button data-first-focus onClick={giveUp}>
            {t('No')}
          </Button>
          <Button onClick={agree}>{t('Yes')}</Button>
        </>
      }
    >
      <div id={textId}>
        <QuestionText question={prompt.question} waiting={waiting} />
      </div>
    </Dialog>
  )
}
