import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import type { Pool, VolumeName, VolumeUser } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { HEADER_HEIGHT, revealRow } from '../machines/reveal-row'
import { useSetting } from '../queries/settings'
import { volumeUsersQuery } from '../queries/volumes'
import { openOverlay } from '../state/overlay'
import { chooseVolume } from '../state/resource-cursor'
import { useTakeLostFocus } from '../ui/use-take-lost-focus'
import { VolumeRow } from './volume-row'
import styles from './volume-grid.module.css'

/** What holds the keys of volumes: the list, or what stands in its place. */
export const VOLUMES_ID = 'volumes'
const noUsers: readonly VolumeUser[] = []
const titles = [t('Name'), t('Format'), t('Size'), t('On disk'), t('Used by')] as const

export const focusVolumes = (): void => document.getElementById(VOLUMES_ID)?.focus()

const rowId = (row: number): string => `volume-${row}`

interface VolumeGridProps {
  readonly pool: Pool
  /** Those that are shown, in their order. */
  readonly names: readonly VolumeName[]
  readonly chosen: string | undefined
}

/** The volumes by name; each row asks for the rest of its volume while it is on the screen. */
export const VolumeGrid = ({ pool, names, chosen }: VolumeGridProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  useTakeLostFocus(scroller)
  const users = useQuery(volumeUsersQuery(pool.id)).data?.users
  const rowHeight = useSetting((settings) => (settings?.rows === 'compact' ? 24 : 28))
  const at = chosen === undefined ? -1 : names.findIndex(({ name }) => name === chosen)
  const virtualizer = useVirtualizer({
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  useEffect(() => {
    if (scroller.current !== null && at >= 0) revealRow(scroller.current, at, rowHeight)
  }, [at, rowHeight])

  const rowsPerPage = (): number =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight))
  const stepOf = (key: string): number | undefined =>
    ({
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      Home: 0,
      End: names.length - 1,
      PageDown: at + rowsPerPage(),
      PageUp: at - rowsPerPage(),
    })[key]

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.shiftKey) return
    const step = stepOf(event.key)
    if (step !== undefined) {
      const next = names[Math.max(0, Math.min(names.length - 1, step))]
      if (next !== undefined) chooseVolume(pool.id, next.name)
    } else if (event.key === 'ArrowLeft')
      document.querySelector<HTMLElement>('[data-keys=pools]')?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const nameAt = (target: EventTarget): string | undefined => {
    const row = target instanceof Element ? target.closest('[data-row]') : null
    return row === null ? undefined : names[Number(row.getAttribute('data-row'))]?.name
  }
  const openMenu = (event: MouseEvent<HTMLDivElement>): void => {
    event.preventDefault()
    const under = event.currentTarget.querySelector('[aria-selected=true]')
    const box = event.button === 2 ? undefined : under?.getBoundingClientRect()
    openOverlay({
      kind: 'volume-menu',
      x: box === undefined ? event.clientX : box.left + 24,
      y: box?.bottom ?? event.clientY,
    })
  }

  return (
    <div
      ref={scroller}
      id={VOLUMES_ID}
      role="grid"
      tabIndex={0}
      aria-label={t('Volumes')}
      aria-rowcount={names.length + 1}
      aria-activedescendant={at < 0 ? undefined : rowId(at)}
      data-keys="volumes"
      className={styles['grid']}
      onKeyDown={onKeyDown}
      onContextMenu={openMenu}
      onMouseDown={(event) => {
        const name = nameAt(event.target)
        if (name !== undefined) chooseVolume(pool.id, name)
      }}
    >
      <div role="row" aria-rowindex={1} className={styles['head']}>
        {titles.map((title) => (
          <span key={title} role="columnheader">
            {title}
          </span>
        ))}
      </div>
      <div
        role="rowgroup"
        className={styles['body']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index }) => {
          const name = names[index]?.name
          return name === undefined ? null : (
            <VolumeRow
              key={name}
              poolId={pool.id}
              name={name}
              row={index}
              domId={rowId(index)}
              height={rowHeight}
              isChosen={index === at}
              users={users?.[name] ?? noUsers}
            />
          )
        })}
      </div>
    </div>
  )
}
