import { rich } from '../ui/rich'
import { ArrowLeft } from 'lucide-react'
import { HostIcon } from '../hosts/host-icon'
import { describeHostState } from '../hosts/host-state'
import { useQuery } from '@tanstack/react-query'
import { message, t } from '../../src-preload/language/t'
import { hostsQuery } from '../queries/hosts'
import { usePage } from '../state/page'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { closePage } from './close-page'
import styles from './page-title.module.css'

const HostTitle = ({
  hostId,
  title = '{host}',
}: {
  readonly hostId: string
  /** A message about `host`. */
  readonly title?: string
}) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === hostId)
  if (host === undefined) return <h2>{t('Host')}</h2>
  return (
    <>
      <HostIcon state={host.state} />
      <h2>{rich(title, { host: <HostText text={host.name} /> })}</h2>
      <span className={styles['note']}>{describeHostState(host)}</span>
    </>
  )
}

/** What the page in front of the machines is, and the way back to them. */
export const PageTitle = () => {
  const page = usePage((state) => state.page)
  return (
    <div className={styles['title']}>
      <Button
        look="quiet"
        square
        aria-label={t('Back to the machines')}
        aria-keyshortcuts="Escape"
        title={t('Back to the machines (Esc)')}
        onClick={closePage}
      >
        <ArrowLeft aria-hidden="true" />
      </Button>
      {page.kind === 'host' ? <HostTitle hostId={page.hostId} /> : null}
      {page.kind === 'doctor' ? (
        <HostTitle hostId={page.hostId} title={message('Host doctor: {host}')} />
      ) : null}
      {page.kind === 'storage' ? (
        <HostTitle hostId={page.hostId} title={message('Storage of {host}')} />
      ) : null}
      {page.kind === 'networks' ? (
        <HostTitle hostId={page.hostId} title={message('Networks of {host}')} />
      ) : null}
      {page.kind === 'backups' ? (
        <HostTitle hostId={page.hostId} title={message('Backups of {host}')} />
      ) : null}
      {page.kind === 'history' ? <h2>{t('History')}</h2> : null}
      {page.kind === 'power' ? <h2>{t('Power plan')}</h2> : null}
      {page.kind === 'settings' ? <h2>{t('Settings')}</h2> : null}
    </div>
  )
}
