import { ArrowLeft } from 'lucide-react'
import { HostIcon } from '../hosts/host-icon'
import { describeHostState } from '../hosts/host-state'
import { useQuery } from '@tanstack/react-query'
import { hostsQuery } from '../queries/hosts'
import { usePage } from '../state/page'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { closePage } from './close-page'
import styles from './page-title.module.css'

const HostTitle = ({
  hostId,
  before = '',
}: {
  readonly hostId: string
  readonly before?: string
}) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === hostId)
  if (host === undefined) return <h2>Host</h2>
  return (
    <>
      <HostIcon state={host.state} />
      <h2>
        {before}
        <HostText text={host.name} />
      </h2>
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
        aria-label="Back to the machines"
        aria-keyshortcuts="Escape"
        title="Back to the machines (Esc)"
        onClick={closePage}
      >
        <ArrowLeft aria-hidden="true" />
      </Button>
      {page.kind === 'host' ? <HostTitle hostId={page.hostId} /> : null}
      {page.kind === 'doctor' ? <HostTitle hostId={page.hostId} before="Host doctor: " /> : null}
      {page.kind === 'storage' ? <HostTitle hostId={page.hostId} before="Storage of " /> : null}
      {page.kind === 'networks' ? <HostTitle hostId={page.hostId} before="Networks of " /> : null}
      {page.kind === 'backups' ? <HostTitle hostId={page.hostId} before="Backups of " /> : null}
      {page.kind === 'history' ? <h2>History</h2> : null}
      {page.kind === 'power' ? <h2>Power plan</h2> : null}
      {page.kind === 'settings' ? <h2>Settings</h2> : null}
    </div>
  )
}
