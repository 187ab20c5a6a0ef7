import { useState, type ReactNode } from 'react'
import { Search } from 'lucide-react'
import type { HostId } from '../../src-preload/contract/host'
import type { PoolSource } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import type { PoolValues } from './pool-request-of'
import type { PoolSearch } from './pool-sources'
import styles from './found-sources.module.css'

interface FoundSourcesProps {
  readonly hostId: HostId
  readonly type: string
  readonly search: PoolSearch
  /** Where to look; blank while none is given. */
  readonly server: string
  readonly onChoose: (values: PoolValues) => void
  /** The field that it fills in. */
  readonly children: ReactNode
}

/** A field, and a host that looks for what could stand in it; choosing one fills fields in. */
export const FoundSources = (props: FoundSourcesProps) => {
  const { hostId, type, search, server, onChoose, children } = props
  const [found, setFound] = useState<readonly PoolSource[] | null>(null)
  const { failure, order, isUnderWay: isLooking } = useOrder()
  const { finds, asksServer, nameOf, valuesOf } = search
  const lacksServer = asksServer && server.trim() === ''

  const look = (): void => {
    if (lacksServer) return
    setFound(null)
    void order(async () => {
      const asked = { hostId, type, ...(asksServer && { server: server.trim() }) }
      setFound(await call('pools.findSources', asked))
    })
  }
  const named = (found ?? []).filter((source) => nameOf(source) !== undefined)
  return (
    <div className={styles['found']}>
      <div className={styles['look']}>
        {children}
        <Button
          aria-disabled={lacksServer || isLooking}
          title={lacksServer ? t('Say first which server to ask') : undefined}
          onClick={look}
        >
          <Search aria-hidden="true" />
          {t('Look for {finds}', { finds })}
        </Button>
      </div>
      <p role="status" className={styles['said']}>
        {isLooking ? t('Looking…') : null}
        {found !== null && named.length === 0 ? t('No {finds} found', { finds }) : null}
      </p>
      {named.length === 0 ? null : (
        <ul aria-label={t('Found {finds}', { finds })}>
          {named.map((source) => (
            <li key={`${nameOf(source) ?? ''} ${source.format ?? ''}`}>
              <Button look="quiet" onClick={() => onChoose(valuesOf(source))}>
                <HostText text={nameOf(source) ?? ''} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FailureAlert failure={failure} />
    </div>
  )
}
