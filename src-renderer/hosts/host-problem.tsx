import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { FailureDetails } from '../failures/failure-details'
import { openPage } from '../state/page'
import { Button } from '../ui/button'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { connectHost } from './host-calls'
import { HostIcon } from './host-icon'
import styles from './host-problem.module.css'

const retryText = (host: Host): string =>
  host.retryAt === undefined
    ? ''
    : t('Tries again at {retryAt}.', { retryAt: formatMoment(host.retryAt) })

interface HostNoticeProps {
  readonly host: Host
  /** Whether it says what to do before it is asked. */
  readonly openAtFirst: boolean
}

/** A line about a host that is not connected; it opens to say what to do. */
export const HostNotice = ({ host, openAtFirst }: HostNoticeProps) => {
  const [chosen, choose] = useState<boolean | null>(null)
  const open = chosen ?? openAtFirst
  return (
    <div className={styles['notice']}>
      <div className={styles['line']}>
        <HostIcon state={host.state} />
        <span className={styles['what']}>
          {rich('{host} is not connected', {
            host: (
              <strong>
                <HostText text={host.name} />
              </strong>
            ),
          })}
          {host.failure === undefined ? null : (
            <>
              : <HostText text={host.failure.message} />
            </>
          )}
        </span>
        <span className={styles['retry']}>{retryText(host)}</span>
        {host.failure === undefined ? null : (
          <Button look="quiet" aria-expanded={open} onClick={() => choose(!open)}>
            {t('What to do')}
          </Button>
        )}
        <Button look="quiet" onClick={() => connectHost(host)}>
          {t('Connect')}
        </Button>
      </div>
      {open && host.failure !== undefined ? (
        <div className={styles['details']}>
          <FailureDetails failure={host.failure} />
        </div>
      ) : null}
    </div>
  )
}

/** A host that is not connected and has nothing to show: what is wrong, and the way out. */
export const HostProblem = ({ host }: { readonly host: Host }) => (
  <section
    className={styles['problem']}
    aria-label={t('Connection to {name}', { name: host.name })}
  >
    <h2>
      <HostIcon state={host.state} />
      <span>{rich('{host} is not connected', { host: <HostText text={host.name} /> })}</span>
    </h2>
    {host.failure === undefined ? null : (
      <>
        <p>
          <HostText text={host.failure.message} />
        </p>
        <FailureDetails failure={host.failure} />
      </>
    )}
    <div className={styles['buttons']}>
      <Button look="primary" onClick={() => connectHost(host)}>
        {t('Connect')}
      </Button>
      <Button onClick={() => openPage({ kind: 'doctor', hostId: host.id })}>{t('Examine')}</Button>
      <span className={styles['retry']}>{retryText(host)}</span>
    </div>
  </section>
)
