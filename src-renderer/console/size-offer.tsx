import type { SizeConsent, TerminalSize } from '../../src-preload/contract/console'
import { Button } from '../ui/button'
import { GuestKeyHint } from '../ui/guest-key-hint'
import type { KeySettings } from '../ui/guest-keys'
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
  <section aria-label="Terminal size" className={styles['offer']}>
    <p>
      The terminal is <b>{`${size.columns} × ${size.rows}`}</b> now. A serial line does not tell the
      guest; a line typed at its prompt does.
    </p>
    <div>
      <Button look="primary" aria-label="Type it" onClick={onTell}>
        Type it <GuestKeyHint room="console" table={consoleKeys} action="setSize" settings={keys} />
      </Button>
      <Button onClick={() => onDecide('always')}>Always here</Button>
      <Button onClick={() => onDecide('never')}>Never here</Button>
      <Button look="quiet" onClick={onLeave}>
        Not now
      </Button>
    </div>
  </section>
)
