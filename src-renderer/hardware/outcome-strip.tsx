import { Check, CircleAlert, Clock, Minus, X, type LucideIcon } from 'lucide-react'
import type { ChangeResult } from '../../src-preload/contract/hardware'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { dismissOutcome, stateWords, useToldOutcome } from './change-hardware'
import styles from './outcome-strip.module.css'

type Tone = 'good' | 'waiting' | 'bad' | 'idle'

const tones: Readonly<Record<ChangeResult['state'], Tone>> = {
  done: 'good',
  asked: 'waiting',
  'needs-restart': 'waiting',
  'not-running': 'idle',
  'no-definition': 'idle',
  unchanged: 'idle',
  skipped: 'idle',
  'not-wanted': 'idle',
  failed: 'bad',
}

const icons: Readonly<Record<Tone, LucideIcon>> = {
  good: Check,
  waiting: Clock,
  bad: CircleAlert,
  idle: Minus,
}

const Result = ({ place, result }: { readonly place: string; readonly result: ChangeResult }) => {
  const tone = tones[result.state]
  const Icon = icons[tone]
  return (
    <span className={styles['result']} data-tone={tone}>
      <Icon aria-hidden="true" />
      <span>
        <strong>{place}</strong>: {stateWords[result.state]}
        {result.reason === undefined ? null : (
          <span className={styles['reason']}>
            {' – '}
            <HostText text={result.reason} />
          </span>
        )}
      </span>
    </span>
  )
}

/** What became of the last change of a machine: in the running one, and in its definition. */
export const OutcomeStrip = ({ machineId }: { readonly machineId: MachineId }) => {
  const told = useToldOutcome((state) => state.told)
  if (told?.machineId !== machineId) return null
  return (
    <div className={styles['strip']} role="group" aria-label={t('What became of the last change')}>
      <div className={styles['told']}>
        <span className={styles['what']}>{told.what}</span>
        {told.where === 'config' ? null : <Result place={t('Now')} result={told.live} />}
        {told.where === 'live' ? null : <Result place={t('At next boot')} result={told.config} />}
      </div>
      <Button
        look="quiet"
        square
        aria-label={t('Dismiss')}
        title={t('Dismiss')}
        onClick={dismissOutcome}
      >
        <X />
      </Button>
    </div>
  )
}
