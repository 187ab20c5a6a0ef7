import { Plug } from 'lucide-react'
import { useId, type MouseEvent } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { useHostLoads } from '../queries/host-loads'
import { setHostCursor } from '../state/host-cursor'
import { openOverlay, useOverlay } from '../state/overlay'
import { openPage, useOnMachines } from '../state/page'
import { showHost } from '../state/view'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { HostText } from '../ui/host-text'
import { connectHost } from './host-calls'
import { HostIcon } from './host-icon'
import { describeLoad, formatLatency } from './host-load-text'
import { describeHostState } from './host-state'
import styles from './host-tree.module.css'

/** From here on a host is so far away that people notice, in ms. */
const FAR = 10

/** A second line for a connected host: how busy it is, and how far away. */
const LoadLine = ({ host, id }: { readonly host: Host; readonly id: string }) => {
  const load = useHostLoads(host.id).at(-1)
  const busy = load === undefined ? [] : describeLoad(load)
  return (
    <span id={id} className={styles['load']}>
      {busy.length === 0 ? <span>{host.driver}</span> : null}
      {busy.map((words) => (
        <span key={words.slice(0, 3)}>{words} </span>
      ))}
      {load?.latencyMs === undefined ? null : (
        <span className={load.latencyMs < FAR ? 'unseen' : styles['latency']}>
          {formatLatency(load.latencyMs)}
        </span>
      )}
    </span>
  )
}

/** The menu of the host under the cursor; opened by a key, it belongs below its name. */
const openMenu = (event: MouseEvent<HTMLElement>): void => {
  event.preventDefault()
  const box = event.currentTarget.getBoundingClientRect()
  const byKey = event.button !== 2
  event.currentTarget.focus()
  openOverlay({
    kind: 'host-menu',
    x: byKey ? box.left + 24 : event.clientX,
    y: byKey ? box.bottom : event.clientY,
  })
}

interface HostItemProps {
  readonly host: Host
  readonly machines: number
  /** Its machines, or its page, are what the window shows. */
  readonly chosen: boolean
  /** Tab leads to it. */
  readonly reachable: boolean
  readonly onReach: () => void
}

/** A host in the tree: how it stands, how busy it is, how many machines it has. */
export const HostItem = ({ host, machines, chosen, reachable, onReach }: HostItemProps) => {
  const stateId = useId()
  const loadId = useId()
  const onMachines = useOnMachines()
  const isConnected = host.state === 'connected'
  const toggle = (): void => showHost(chosen && onMachines ? null : host.id)
  return (
    <div
      role="treeitem"
      aria-label={host.name}
      tabIndex={reachable ? 0 : -1}
      aria-selected={chosen}
      aria-describedby={isConnected ? `${stateId} ${loadId}` : stateId}
      className={styles['item']}
      data-state={host.state}
      title={host.uri}
      onClick={toggle}
      onDoubleClick={() => openPage({ kind: 'host', hostId: host.id })}
      onContextMenu={openMenu}
      onKeyDown={(event) => {
        if (event.key !== ' ') return
        event.preventDefault()
        toggle()
      }}
      onFocus={() => {
        onReach()
        setHostCursor(host.id)
      }}
      onBlur={() => {
        // While something stands over the window, it is still this host that is meant.
        if (useOverlay.getState().overlay === null) setHostCursor(null)
      }}
    >
      <HostIcon state={host.state} />
      <span className={styles['name']}>
        <HostText text={host.name} />
      </span>
      {/* A dot says as much to the eye while all is well. */}
      <span id={stateId} className={isConnected ? 'unseen' : styles['state']}>
        {describeHostState(host)}
      </span>
      {isConnected ? <LoadLine host={host} id={loadId} /> : null}
      {host.state === 'disconnected' ? (
        <span className={styles['retry']}>
          <Button
            look="quiet"
            square
            tabIndex={-1}
            aria-label={t('Connect to {name}', { name: host.name })}
            title={t('Connect now')}
            onClick={(event) => {
              event.stopPropagation()
              connectHost(host)
            }}
          >
            <Plug />
          </Button>
        </span>
      ) : (
        <span className={styles['count']} aria-hidden="true">
          {formatCount(machines)}
        </span>
      )}
    </div>
  )
}
