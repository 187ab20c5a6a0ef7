import { useRef } from 'react'
import type { ConsoleDescription } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { ConsoleMenu } from './console-menu'
import styles from './console-view.module.css'
import { useSettingsOfWindow } from '../ui/use-settings-of-window'
import { FindBar } from './find-bar'
import { PasteQuestion } from './paste-question'
import { SizeOffer } from './size-offer'
import { StatusBar } from './status-bar'
import { useConsoleActions } from './use-console-actions'
import { useLiveConsole } from './use-live-console'

/** The whole of a console window: the terminal, and a line that says how it stands. */
export const ConsoleView = ({ description }: { readonly description: ConsoleDescription }) => {
  const screen = useRef<HTMLDivElement>(null)
  const { live, status, pasting, recording, offered } = useLiveConsole(screen, description)
  const { keys, consoleFontSize } = useSettingsOfWindow({
    keys: description.keys,
    consoleFontSize: description.fontSize,
  })
  const settings = { keys, fontSize: consoleFontSize ?? description.fontSize }
  const actions = useConsoleActions({
    live,
    isRecording: recording !== null,
    settings,
    consent: description.sizeConsent,
  })

  return (
    <div className={styles['window']}>
      <section aria-label={t('Serial console')} className={styles['console']}>
        <div ref={screen} className={styles['screen']} />
        {actions.isFinding && live.current && (
          <FindBar search={live.current.terminal.search} onClose={actions.stopFinding} />
        )}
        {offered !== null && !actions.isFinding && (
          <SizeOffer
            size={offered}
            keys={keys}
            onTell={() => actions.run('setSize')}
            onDecide={actions.decideSize}
            onLeave={actions.leaveSize}
          />
        )}
      </section>
      <StatusBar
        description={description}
        keys={keys}
        status={status}
        note={actions.note}
        pasting={pasting}
        recording={recording}
        onAttach={actions.attach}
        onStopPaste={() => actions.run('stopPaste')}
      >
        <ConsoleMenu
          keys={keys}
          isOpen={actions.isMenuOpen}
          onOpenChange={actions.setMenuOpen}
          onClosed={actions.toTerminal}
          device={description.device}
          devices={actions.devices}
          isRecording={recording !== null}
          consent={actions.consent}
          onDevice={actions.openDevice}
          onAction={actions.run}
          onTranscript={actions.showTranscript}
          onConsent={actions.decideSize}
        />
      </StatusBar>
      {actions.question !== null && (
        <PasteQuestion text={actions.question} onAnswer={actions.answerQuestion} />
      )}
    </div>
  )
}
