import type { SizeConsent, TerminalSize } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { GuestKeyHint } from '../ui/guest-key-hint'
import type { KeySettings } from '../ui/guest-keys'
import { rich } from '../ui/rich'
import { consoleKeys } from './console-keys'
import styles from './console-view.module.css'

interface SizeOfferProps {
  readonly size: TerminalSize
  readonly keys: KeySettings
  readonly onTell: () => void
  readonly onDecide: (consent: SizeConsent) => void
  readonly onLeave: () => void
}

/** Offers to type the line that tells the guest how large the terminal is now. */
export const SizeOffer = ({ size, keys, onTell, onDecide, onLeave }: SizeOfferProps) => (
  <section aria-label={t('Terminal size')} className={styles['offer']}>
    <p>
      {rich(
        'The terminal is {size} now. A serial line does not tell the guest; a line typed at its prompt does.',
        { size: <b>{`${size.columns} × ${size.rows}`}</b> },
      )}
    </p>
    <div>
      <Button look="primary" aria-label={t('Type it')} onClick={onTell}>
        {t('Type it')}{' '}
        <GuestKeyHint room="console" table={consoleKeys} action="setSize" settings={keys} />
      </Button>
      <Button onClick={() => onDecide('always')}>{t('Always here')}</Button>
      <Button onClick={() => onDecide('never')}>{t('Never here')}</Button>
      <Button look="quiet" onClick={onLeave}>
        {t('Not now')}
      </Button>
    </div>
  </section>
)
