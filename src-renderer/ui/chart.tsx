import { pathOf, sparklinePoints } from './sparkline'
import styles from './chart.module.css'

/** Size of a chart's own coordinates; it is stretched to its place. */
const WIDTH = 240
const HEIGHT = 64

interface ChartProps {
  readonly title: string
  /** The newest figure in words. */
  readonly now: string
  /** Oldest first. */
  readonly figures: readonly (number | undefined)[]
  /** How many figures fill its width. */
  readonly capacity: number
  /** What the top of the chart stands for. */
  readonly most: number
  readonly mostText: string
}

/** A line through the last figures of something; the newest is at the right edge. */
export const Chart = ({ title, now, figures, capacity, most, mostText }: ChartProps) => {
  const points = sparklinePoints(figures, most, capacity)
  const line = pathOf(points, WIDTH, HEIGHT - 2)
  const [first] = points
  const area = first === undefined ? '' : `${line}V${HEIGHT}H${(first.x * WIDTH).toFixed(1)}Z`
  return (
    <figure className={styles['chart']}>
      <figcaption>
        <span className={styles['title']}>{title}</span>
        <span>{now}</span>
      </figcaption>
      <svg viewBox={`0 -1 ${WIDTH} ${HEIGHT + 1}`} preserveAspectRatio="none" aria-hidden="true">
        <path className={styles['area']} d={area} />
        <path className={styles['line']} d={line} />
      </svg>
      <span className={styles['most']}>{mostText}</span>
    </figure>
  )
}
