import {
  useEffect,
  useId,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import styles from './item-list.module.css'

interface ItemListProps<T extends { readonly id: string }> {
  /** Its accessible name. */
  readonly label: string
  /** The context of the keys that mean actions in it. */
  readonly keys: string
  readonly items: readonly T[]
  readonly chosen: string | undefined
  /** What is read out of an item: its name first. */
  readonly nameOf: (item: T) => string
  readonly describe: (item: T) => string
  readonly onChoose: (id: string) => void
  /** Leads into the chosen one: Enter or the right arrow. */
  readonly onOpen: () => void
  /** Opens the menu of the chosen one; at a place of the window, in CSS pixels. */
  readonly onMenu: (x: number, y: number) => void
  readonly children: (item: T) => ReactNode
}

const stepOf = (key: string, at: number, count: number): number | undefined =>
  ({ ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: count - 1 })[key]

/** A short list of which one is chosen: what it is like stands beside it. Moving chooses. */
export const ItemList = <T extends { readonly id: string }>(props: ItemListProps<T>) => {
  const { label, keys, items, chosen, nameOf, describe, onChoose, onOpen, onMenu, children } = props
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const at = items.findIndex((item) => item.id === chosen)

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.shiftKey) return
    const step = stepOf(event.key, at, items.length)
    if (step !== undefined) {
      const item = items[Math.max(0, Math.min(items.length - 1, step))]
      if (item !== undefined) onChoose(item.id)
    } else if (event.key === 'Enter' || event.key === 'ArrowRight') onOpen()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const openMenu = (event: MouseEvent<HTMLDivElement>): void => {
    event.preventDefault()
    const under = event.currentTarget.querySelector('[aria-selected=true]')
    const box = event.button === 2 ? undefined : under?.getBoundingClientRect()
    onMenu(box === undefined ? event.clientX : box.left + 24, box?.bottom ?? event.clientY)
  }

  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      data-keys={keys}
      data-first-focus
      className={styles['list']}
      onKeyDown={onKeyDown}
      onContextMenu={openMenu}
    >
      {items.map((item, index) => (
        <div
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          aria-label={nameOf(item)}
          aria-description={describe(item)}
          title={`${nameOf(item)}: ${describe(item)}`}
          className={styles['item']}
          onMouseDown={() => onChoose(item.id)}
        >
          {children(item)}
        </div>
      ))}
    </div>
  )
}
