import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { makeDemo } from '../hosts/host-calls'
import { HostProblem } from '../hosts/host-problem'
import { openOverlay } from '../state/overlay'
import { setFilter, showHost, useView } from '../state/view'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { KeyHint } from '../ui/key-hint'
import { rich } from '../ui/rich'
import { visibleText } from '../ui/visible-text'
import { focusGrid } from './focus'
import styles from './empty-state.module.css'

/** Rows of nothing yet, in place of those that are about to come. */
const SKELETON_ROWS = [184, 132, 220, 156, 108, 196, 144, 172]

export const Skeleton = () => (
  <div className={styles['skeleton']} aria-hidden="true">
    {SKELETON_ROWS.map((width) => (
      <span key={width} style={{ width }} />
    ))}
  </div>
)

const NothingMatches = () => {
  const filter = useView((view) => view.filter)
  return (
    <>
      <h2>{rich('Nothing matches “{filter}”', { filter: <HostText text={filter} /> })}</h2>
      <p>{t('The filter looks through names, states, hosts, addresses, tags and UUIDs.')}</p>
      <div>
        <Button
          onClick={() => {
            setFilter('')
            focusGrid()
          }}
        >
          {t('Clear the filter')} <KeyHint keys="Escape" />
        </Button>
      </div>
    </>
  )
}

const NoMachines = ({ hosts }: { readonly hosts: readonly Host[] }) => {
  const makers = hosts.filter((host) => host.canMakeDemo)
  const [first] = hosts
  return (
    <>
      <h2>
        {hosts.length === 1 ? (
          <>
            {rich('{name} has no virtual machines', {
              name: <HostText text={hosts[0]?.name ?? ''} />,
            })}
          </>
        ) : (
          t('There are no virtual machines')
        )}
      </h2>
      <p>
        {makers.length > 0
          ? t(
              'A demo machine is a tiny Linux with a serial console: it starts in seconds and leaves everything else alone.',
            )
          : t('Machines that are made there with other tools appear here by themselves.')}
      </p>
      <div className={styles['buttons']}>
        {makers.map((host) => (
          <Button
            key={host.id}
            look="primary"
            aria-label={t('Make a demo machine')}
            aria-description={t('on {name}', { name: host.name })}
            onClick={() => makeDemo(host)}
          >
            {makers.length > 1
              ? t('Make a demo machine on {name}', { name: visibleText(host.name) })
              : t('Make a demo machine')}
          </Button>
        ))}
        {first === undefined ? null : (
          <Button
            look={makers.length > 0 ? 'plain' : 'primary'}
            aria-label={t('New machine')}
            onClick={() => openOverlay({ kind: 'new-machine', host: first })}
          >
            {t('New machine')} <KeyHint keys="n" />
          </Button>
        )}
      </div>
    </>
  )
}

const OtherHost = () => (
  <div>
    <Button onClick={() => showHost(null)}>{t('Show all machines')}</Button>
  </div>
)

interface EmptyStateProps {
  /** Those whose machines would be shown. */
  readonly hosts: readonly Host[]
  /** There are machines, but the filter hides them all. */
  readonly filtered: boolean
  /** Only one of several hosts is looked at. */
  readonly narrowed: boolean
}

/** What stands in the list when there is nothing to list: why, and what to do. */
export const EmptyState = ({ hosts, filtered, narrowed }: EmptyStateProps) => {
  const connected = hosts.filter((host) => host.state === 'connected')
  const broken = hosts.filter((host) => host.state === 'disconnected')
  return (
    <div className={styles['place']}>
      <div className={styles['empty']}>
        {filtered ? <NothingMatches /> : null}
        {!filtered && connected.length > 0 ? <NoMachines hosts={connected} /> : null}
        {!filtered && connected.length === 0
          ? broken.map((host) => <HostProblem key={host.id} host={host} />)
          : null}
        {narrowed && !filtered ? <OtherHost /> : null}
      </div>
    </div>
  )
}
