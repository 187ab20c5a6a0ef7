import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import type { HostTrial } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { formatLatency } from './host-load-text'
import styles from './host-trial.module.css'

/** How trying a URI stands. */
type Trial =
  | { readonly state: 'untried' }
  | { readonly state: 'trying' }
  | { readonly state: 'worked'; readonly found: HostTrial }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Tries URIs; what comes of one that was forgotten meanwhile is passed over. */
export const useTrial = () => {
  const [trial, setTrial] = useState<Trial>({ state: 'untried' })
  const latest = useRef(0)
  const forget = (): void => {
    latest.current += 1
    setTrial({ state: 'untried' })
  }
  const attempt = async (uri: string): Promise<void> => {
    latest.current += 1
    const mine = latest.current
    setTrial({ state: 'trying' })
    const outcome = await call('hosts.try', { uri }).then(
      (found): Trial => ({ state: 'worked', found }),
      (thrown: unknown): Trial => ({ state: 'failed', failure: failureFrom(thrown) }),
    )
    if (mine === latest.current) setTrial(outcome)
  }
  return { trial, attempt, forget }
}

const Worked = ({ found }: { readonly found: HostTrial }) => (
  <p className={styles['worked']}>
    <Check aria-hidden="true" />
    <span>
      {rich('It works: {driver} on {hostname}, libvirt {libvirtVersion}', {
        driver: found.driver,
        hostname: <HostText text={found.hostname} />,
        libvirtVersion: found.libvirtVersion,
      })}
      {', '}
      {t('{count, plural, one {# machine} other {# machines}}, in {time}', {
        count: found.machines,
        time: formatLatency(found.milliseconds),
      })}
    </span>
  </p>
)

/** What trying found, or what stood in the way and what to do about it. */
export const TrialReport = ({ trial }: { readonly trial: Trial }) => (
  <>
    <div role="status" aria-label={t('Trial')}>
      {trial.state === 'trying' ? (
        <p className={styles['trying']}>{t('Trying to connect…')}</p>
      ) : null}
      {trial.state === 'worked' ? <Worked found={trial.found} /> : null}
    </div>
    {trial.state === 'failed' ? (
      <div role="alert" className={styles['failed']}>
        <strong>
          <HostText text={trial.failure.message} />
        </strong>
        <FailureDetails failure={trial.failure} />
      </div>
    ) : null}
  </>
)
