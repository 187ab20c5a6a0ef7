import { useQuery } from '@tanstack/react-query'
import { Camera } from 'lucide-react'
import { useState, type CSSProperties, type KeyboardEvent } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { Snapshot } from '../../src-preload/contract/snapshot'
import { t } from '../../src-preload/language/t'
import { BackupsSection } from '../backups/backups-section'
import { pickActions, useActions } from '../app/use-actions'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { snapshotsQuery } from '../snapshots/snapshot-calls'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { KeyHint } from '../ui/key-hint'
import { isolated } from '../ui/visible-text'
import styles from './snapshots.module.css'

const stateWords: Readonly<Record<string, string>> = {
  running: t('Running'),
  paused: t('Paused'),
  shutoff: t('Shut off'),
  'disk-snapshot': t('Disks only'),
}

interface ItemProps {
  readonly machine: Machine
  readonly snapshot: Snapshot
  readonly isReachable: boolean
  readonly onReach: () => void
}

const Item = ({ machine, snapshot, isReachable, onReach }: ItemProps) => {
  const { name, description, depth, createdAt, state, kind, hasMemory, isCurrent, size } = snapshot
  const ask = (act: 'revert' | 'delete'): void =>
    openOverlay({ kind: 'snapshot-change', machine, act, name })
  return (
    <div
      role="row"
      aria-label={name}
      aria-level={depth + 1}
      aria-selected={isReachable}
      tabIndex={isReachable ? 0 : -1}
      className={styles['row']}
      style={{ '--indent': `${Math.min(depth, 24) * 16}px` } as CSSProperties}
      title={description}
      onFocus={onReach}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        if (event.key === 'Enter') ask('revert')
        else if (event.key === 'Delete') ask('delete')
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <span role="gridcell" className={styles['name']}>
        <HostText text={name} />
        {isCurrent ? <span className={styles['current']}>{t('current')}</span> : null}
      </span>
      <span role="gridcell">{formatMoment(createdAt)}</span>
      <span role="gridcell">{stateWords[state] ?? <HostText text={state} />}</span>
      <span role="gridcell">
        {kind}
        {hasMemory ? `, ${t('with memory')}` : ''}
      </span>
      <span role="gridcell" className={styles['size']}>
        {size === undefined ? '' : formatMemory(size / 1024)}
      </span>
      <span role="gridcell" className={styles['buttons']}>
        <Button
          look="quiet"
          tabIndex={isReachable ? 0 : -1}
          aria-label={t('Revert to {name}', { name: isolated(name) })}
          onClick={() => ask('revert')}
        >
          {t('Revert')}
        </Button>
        <Button
          look="quiet"
          tabIndex={isReachable ? 0 : -1}
          aria-label={t('Delete {name}', { name: isolated(name) })}
          onClick={() => ask('delete')}
        >
          {t('Delete')}
        </Button>
      </span>
    </div>
  )
}

/** Arrow keys, Home and End walk along the rows. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.altKey || event.ctrlKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=row][tabindex]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const steps: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: rows[at + 1],
    ArrowUp: rows[at - 1],
    Home: rows[0],
    End: rows.at(-1),
  }
  if (!(event.key in steps)) return
  steps[event.key]?.focus()
  event.preventDefault()
  event.stopPropagation()
}

const TakeButton = ({ machine }: { readonly machine: Machine }) => {
  const [action] = pickActions(useActions(), ['machine.snapshot'])
  const key = action?.keys[0]
  return (
    <Button onClick={() => openOverlay({ kind: 'take-snapshot', machine })}>
      <Camera aria-hidden="true" /> {t('Take snapshot')}
      {key === undefined ? null : <KeyHint keys={key} />}
    </Button>
  )
}

/** The points in a machine's past, as the tree that they are. */
export const Snapshots = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery(snapshotsQuery(machine.id))
  const [reached, setReached] = useState<string | null>(null)
  const snapshots = data?.snapshots ?? []
  const stop =
    snapshots.find(({ name }) => name === reached) ??
    snapshots.find(({ isCurrent }) => isCurrent) ??
    snapshots[0]
  return (
    <>
      <div className={styles['snapshots']}>
        {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
        {data?.snapshots.length === 0 ? (
          <p className={styles['empty']}>
            {t('It has no snapshots. One keeps what is on its disks now, to go back to later.')}
          </p>
        ) : null}
        <div className={styles['take']}>
          <TakeButton machine={machine} />
        </div>
        {snapshots.length === 0 ? null : (
          <div
            role="treegrid"
            aria-label={t('Snapshots')}
            className={styles['tree']}
            onKeyDown={walk}
          >
            <div role="row" className={styles['heading']}>
              {[t('Name'), t('Taken'), t('State'), t('Kind'), t('Size'), t('Actions')].map(
                (title) => (
                  <span key={title} role="columnheader">
                    {title}
                  </span>
                ),
              )}
            </div>
            {snapshots.map((snapshot) => (
              <Item
                key={snapshot.name}
                machine={machine}
                snapshot={snapshot}
                isReachable={snapshot === stop}
                onReach={() => setReached(snapshot.name)}
              />
            ))}
          </div>
        )}
      </div>
      <BackupsSection machine={machine} />
    </>
  )
}
