import { Radio } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { GuestKeyHint } from '../ui/guest-key-hint'
import type { KeySettings } from '../ui/guest-keys'
import { ariaKey } from '../ui/key-hint'
import { visibleText } from '../ui/visible-text'
import { tileKeys, type TileAction } from './tile-keys'
import styles from './tiles-view.module.css'

const hinted = ['zoom', 'close', 'paste'] as const

interface TilesBarProps {
  readonly count: number
  readonly connected: number
  readonly isBroadcasting: boolean
  readonly keys: KeySettings
  readonly note: string
  readonly onAction: (action: TileAction) => void
}

const howMany = (connected: number, count: number): string =>
  connected === count
    ? t('all {count}', { count })
    : t('{connected} of {count}', { connected, count })

/** How the consoles stand; and, so that nobody can miss it, that all get what is typed. */
export const TilesBar = ({
  count,
  connected,
  isBroadcasting,
  keys,
  note,
  onAction,
}: TilesBarProps) => (
  <footer className={styles['bar']} data-broadcasting={isBroadcasting}>
    <span role="alert" className={styles['broadcast']}>
      {isBroadcasting && (
        <>
          <Radio aria-hidden="true" />
          <strong>{t('Broadcasting')}</strong>{' '}
          {t('what you type goes to {connected} machines', {
            connected: howMany(connected, count),
          })}
        </>
      )}
    </span>
    {!isBroadcasting && (
      <span>
        {t('Connected to {connected} machines', { connected: howMany(connected, count) })}
      </span>
    )}
    <span className={styles['note']} aria-live="polite">
      {visibleText(note)}
    </span>
    {!isBroadcasting && (
      <ul className={styles['keys']} aria-label={t('Keys')}>
        {hinted.map((action) => (
          <li key={action}>
            {tileKeys[action].title}{' '}
            <GuestKeyHint room="tiles" table={tileKeys} action={action} settings={keys} />
          </li>
        ))}
      </ul>
    )}
    <Button
      aria-label={tileKeys.broadcast.title}
      aria-pressed={isBroadcasting}
      aria-keyshortcuts={ariaKey(tileKeys.broadcast.keys)}
      aria-disabled={count < 2}
      onClick={() => onAction('broadcast')}
    >
      {isBroadcasting ? t('Stop broadcasting') : t('Broadcast')}{' '}
      <GuestKeyHint room="tiles" table={tileKeys} action="broadcast" settings={keys} />
    </Button>
  </footer>
)
