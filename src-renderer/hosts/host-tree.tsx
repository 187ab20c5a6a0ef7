import { useQuery } from '@tanstack/react-query'
import { Layers, Plug, Plus } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { focusGrid } from '../machines/focus'
import { useRowsPart } from '../machines/rows'
import { hostsQuery } from '../queries/hosts'
import { useHostLoads } from '../queries/host-loads'
import { setHostCursor } from '../state/host-cursor'
import { openOverlay, useOverlay } from '../state/overlay'
import { openPage, useOnMachines, usePage } from '../state/page'
import { showHost, useView } from '../state/view'
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
  readonly chosen: boolean
  readonly reachable: boolean
  readonly onReach: () => void
}

const HostItem = ({ host, machines, chosen, reachable, onReach }: HostItemProps) => {
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
            aria-label={`Connect to ${host.name}`}
            title="Connect now"
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

const AllMachines = ({ machines }: { readonly machines: number }) => {
  const onMachines = useOnMachines()
  const chosen = useView((view) => view.hostId === null) && onMachines
  return (
    <button
      type="button"
      className={styles['item']}
      aria-pressed={chosen}
      onClick={() => showHost(null)}
    >
      <Layers aria-hidden="true" />
      <span className={styles['name']}>All machines</span>
      <span className={styles['count']} aria-hidden="true">
        {formatCount(machines)}
      </span>
    </button>
  )
}

/** Arrow keys, Home and End walk along the hosts; right leads to the machines. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  if (event.altKey || event.ctrlKey) return
  const steps: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: items[at + 1],
    ArrowUp: items[at - 1],
    Home: items[0],
    End: items.at(-1),
  }
  if (event.key === 'ArrowRight') focusGrid()
  else if (event.key in steps) steps[event.key]?.focus()
  else return
  event.preventDefault()
}

/** The hosts: which there are, how they stand, and whose machines are shown. */
export const HostTree = () => {
  const hosts = useQuery(hostsQuery).data ?? []
  const total = useRowsPart((rows) => rows.total)
  const totals = useRowsPart((rows) => rows.totals)
  const shown = useView((view) => view.hostId)
  const page = usePage((state) => state.page)
  const onPage = page.kind === 'host' ? page.hostId : null
  const hostId = page.kind === 'machines' ? shown : onPage
  const [reached, setReached] = useState<string | null>(null)
  const stop = hosts.find((host) => host.id === (reached ?? hostId)) ?? hosts[0]
  return (
    <div className={styles['hosts']}>
      <AllMachines machines={total} />
      <div className={styles['heading']}>
        <h2>Hosts</h2>
        <Button
          look="quiet"
          square
          aria-label="Add host…"
          title="Add host…"
          onClick={() => openOverlay({ kind: 'host-dialog', host: null })}
        >
          <Plus aria-hidden="true" />
        </Button>
      </div>
      <div role="tree" aria-label="Hosts" onKeyDown={walk}>
        {hosts.map((host) => (
          <HostItem
            key={host.id}
            host={host}
            machines={totals.get(host.id) ?? 0}
            chosen={host.id === hostId}
            reachable={host === stop}
            onReach={() => setReached(host.id)}
          />
        ))}
      </div>
    </div>
  )
}
