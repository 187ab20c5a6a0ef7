import { useQuery } from '@tanstack/react-query'
import { Layers, Plus } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { t } from '../../src-preload/language/t'
import { focusGrid } from '../machines/focus'
import { useRowsPart } from '../machines/rows'
import { hostsQuery } from '../queries/hosts'
import { openOverlay } from '../state/overlay'
import { pageHost, useOnMachines, usePage } from '../state/page'
import { showHost, useView } from '../state/view'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { HostItem } from './host-item'
import styles from './host-tree.module.css'

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
      <span className={styles['name']}>{t('All machines')}</span>
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
  const hostId = page.kind === 'machines' ? shown : pageHost(page)
  const [reached, setReached] = useState<string | null>(null)
  const stop = hosts.find((host) => host.id === (reached ?? hostId)) ?? hosts[0]
  return (
    <div className={styles['hosts']}>
      <AllMachines machines={total} />
      <div className={styles['heading']}>
        <h2>{t('Hosts')}</h2>
        <Button
          look="quiet"
          square
          aria-label={t('Add host…')}
          title={t('Add host…')}
          onClick={() => openOverlay({ kind: 'host-dialog', host: null })}
        >
          <Plus aria-hidden="true" />
        </Button>
      </div>
      <div role="tree" aria-label={t('Hosts')} onKeyDown={walk}>
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
