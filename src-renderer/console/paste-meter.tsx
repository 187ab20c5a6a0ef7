import type { PasteProgress } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { GuestKeyHint } from '../ui/guest-key-hint'
import type { KeySettings } from '../ui/guest-keys'
import { consoleKeys } from './console-keys'
import styles from './console-view.module.css'

interface PasteMeterProps {
  readonly progress: PasteProgress
  readonly keys: KeySettings
  readonly onStop: () => void
}

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1)

/** How far a paste is that goes no faster than the guest takes it, and the way to end it. */
export const PasteMeter = ({ progress: { sent, total }, keys, onStop }: PasteMeterProps) => (
  <span className={styles['pasting']}>
    <span
      role="progressbar"
      aria-label={t('Pasting')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={sent}
      className={styles['meter']}
    >
      <span style={{ width: `${(100 * sent) / total}%` }} />
    </span>
    <span className={styles['figures']}>
      {t('{sent} of {total} KiB', { sent: kilobytes(sent), total: kilobytes(total) })}
    </span>
    <Button aria-label={consoleKeys.stopPaste.title} onClick={onStop}>
      {t('Stop')}{' '}
      <GuestKeyHint room="console" table={consoleKeys} action="stopPaste" settings={keys} />
    </Button>
  </span>
)
