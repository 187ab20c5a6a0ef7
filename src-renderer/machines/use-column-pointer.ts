import { useState, type PointerEvent } from 'react'
import { movedTo, placeOf, withWidth } from './column-layout'
import type { ColumnId } from './columns'
import { currentChoices, draftWidth, keepChoices, measureColumns } from './use-columns'

/** How far the pointer moves before a press is a drag, in CSS pixels. */
const THRESHOLD = 5

type Pointer = PointerEvent<HTMLElement>

/** Follows a pressed pointer to its end: `onEnd` is told whether it was let go rather than lost. */
const follow = (
  onMove: (event: globalThis.PointerEvent) => void,
  onEnd: (letGo: boolean) => void,
): void => {
  const listeners = new AbortController()
  const { signal } = listeners
  const end = (letGo: boolean): void => {
    listeners.abort()
    onEnd(letGo)
  }
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => end(true), { signal })
  window.addEventListener('pointercancel', () => end(false), { signal })
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  window.addEventListener('keydown', onKey, { capture: true, signal })
}

/** Moves the right edge of a column with the pointer. */
export const resizeByPointer = (id: ColumnId, event: Pointer): void => {
  if (event.button !== 0) return
  event.preventDefault()
  event.stopPropagation()
  const measured = measureColumns()
  const before = measured.get(id) ?? 0
  const from = event.clientX
  let width = before
  event.currentTarget.setPointerCapture(event.pointerId)
  follow(
    (move) => {
      width = before + move.clientX - from
      draftWidth({ id, width, measured })
    },
    (letGo) => {
      if (letGo && width !== before) keepChoices(withWidth(currentChoices(), measured, id, width))
      else draftWidth(null)
    },
  )
}

/** The column whose place is under the pointer. */
const columnAt = (x: number): ColumnId | undefined => {
  const cells = document.querySelectorAll<HTMLElement>('[role=columnheader][data-column]')
  for (const cell of cells) {
    const { left, right } = cell.getBoundingClientRect()
    if (x >= left && x < right) return cell.dataset['column'] as ColumnId
  }
  return undefined
}

/** Which column is being dragged, and over which one. */
export interface ColumnDrag {
  readonly id: ColumnId
  readonly over: ColumnId
}

/**
 * Drags columns to other places by their titles. `wasDrag` tells the click that follows a drag from
 * one that means the title.
 */
export const useColumnDrag = (): {
  readonly drag: ColumnDrag | null
  readonly onPress: (id: ColumnId, event: Pointer) => void
  readonly wasDrag: () => boolean
} => {
  const [drag, setDrag] = useState<ColumnDrag | null>(null)
  const [memory] = useState({ dragged: false })
  return {
    drag,
    wasDrag: () => memory.dragged,
    onPress: (id, event) => {
      memory.dragged = false
      if (event.button !== 0 || id === 'name') return
      const from = event.clientX
      const { currentTarget, pointerId } = event
      let over: ColumnId | undefined
      follow(
        (move) => {
          if (!memory.dragged && Math.abs(move.clientX - from) < THRESHOLD) return
          // Only now: a pointer that is captured clicks on nothing.
          if (!memory.dragged) currentTarget.setPointerCapture(pointerId)
          memory.dragged = true
          over = columnAt(move.clientX) ?? over
          setDrag({ id, over: over ?? id })
        },
        (letGo) => {
          setDrag(null)
          if (!letGo || over === undefined || over === id) return
          const choices = currentChoices()
          keepChoices(movedTo(choices, id, placeOf(choices, over)))
        },
      )
    },
  }
}
