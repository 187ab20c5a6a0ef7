import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { closePage } from '../app/close-page'
import { HostProblem } from '../hosts/host-problem'
import { hostsQuery } from '../queries/hosts'
import { PageFrame } from './page-frame'
import styles from './host-frame.module.css'

interface HostFrameProps {
  readonly hostId: string
  /** What of the host it is about: `Storage`. */
  readonly of: string
  /** Drawn while the host is connected. */
  readonly children: (host: Host) => ReactNode
}

/** A page about something of a host; closed when the host is removed. */
export const HostFrame = ({ hostId, of, children }: HostFrameProps) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === hostId)
  const isGone = host === undefined
  useEffect(() => {
    // Not from within the effect: the machines must stand when the focus goes back to them.
    if (isGone) queueMicrotask(closePage)
  }, [isGone])
  const isConnected = host?.state === 'connected'
  useEffect(() => {
    // What the page is for was not there before: it gets the focus unless that went elsewhere.
    const holder = document.activeElement
    if (holder !== document.body && holder?.matches('main') !== true) return
    document.querySelector<HTMLElement>('main [data-first-focus]')?.focus()
  }, [isConnected])
  if (host === undefined) return null
  return (
    <PageFrame label={t('{noun} of {name}', { noun: of, name: host.name })}>
      {host.state === 'connected' ? (
        children(host)
      ) : (
        <div className={styles['problem']}>
          <HostProblem host={host} />
        </div>
      )}
    </PageFrame>
  )
}
