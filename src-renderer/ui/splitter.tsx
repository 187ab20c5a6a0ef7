import type { KeyboardEvent, PointerEvent } from 'react'
import styles from './splitter.module.css'

interface SplitterProps {
  readonly label: string
  /** The line's own direction. */
  readonly orientation: 'horizontal' | 'vertical'
  /** Size of what it resizes, in CSS pixels. */
  readonly size: number
  readonly least: number
  readonly most: number
  /** 1 where the pane grows to the right or down, -1 where it grows to the left or up. */
  readonly grows: 1 | -1
  readonly onResize: (size: number) => void
}

/** How far an arrow key moves it, in CSS pixels. */
const STEP = 16

/** The line between two panes, to be moved with mouse or arrow keys. */
export const Splitter = (props: SplitterProps) => {
  const { label, orientation, size, least, most, grows, onResize } = props
  const vertical = orientation === 'vertical'
  const resize = (to: number): void => onResize(Math.max(least, Math.min(most, Math.round(to))))

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const line = event.currentTarget
    const start = vertical ? event.clientX : event.clientY
    line.setPointerCapture(event.pointerId)
    const onMove = (move: globalThis.PointerEvent): void =>
      resize(size + grows * ((vertical ? move.clientX : move.clientY) - start))
    line.addEventListener('pointermove', onMove)
    line.addEventListener('pointerup', () => line.removeEventListener('pointermove', onMove), {
      once: true,
    })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const more = vertical ? 'ArrowRight' : 'ArrowDown'
    const less = vertical ? 'ArrowLeft' : 'ArrowUp'
    if (event.key !== more && event.key !== less) return
    event.preventDefault()
    resize(size + grows * (event.key === more ? STEP : -STEP))
  }

  return (
    // A separator that can be moved is a control: it must take the focus.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      className={styles['splitter']}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
