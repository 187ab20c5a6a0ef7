import { dateLanguage } from '../ui/format'
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import { t } from '../../src-preload/language/t'
import 'uplot/dist/uPlot.min.css'
import { extentOf } from './load-series'
import styles from './load-chart.module.css'

/** Of the drawing, in CSS pixels. */
const HEIGHT = 132

interface LoadChartProps {
  readonly title: string
  /** In s since the epoch, oldest first. */
  readonly at: number[]
  readonly values: (number | null)[]
  /** The time that the chart shows, in s since the epoch. */
  readonly from: number
  readonly to: number
  /** What the top stands for at least. */
  readonly most: number
  readonly format: (value: number) => string
}

const dark = window.matchMedia('(prefers-color-scheme: dark)')

const optionsFor = (
  width: number,
  format: (value: number) => string,
  range: () => Pick<LoadChartProps, 'from' | 'to' | 'most'>,
): UPlot.Options => {
  const style = getComputedStyle(document.documentElement)
  const colour = (token: string): string => style.getPropertyValue(token).trim()
  const axis: UPlot.Axis = {
    stroke: colour('--text-faint'),
    font: `11px ${colour('--font')}`,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: true, range: () => [range().from, range().to] },
      y: { range: (_plot, _least, most) => [0, Math.max(range().most, most ?? 0)] },
    },
    series: [
      {},
      {
        stroke: colour('--accent'),
        fill: `color-mix(in srgb, ${colour('--accent')} 14%, transparent)`,
        width: 1.5,
        points: { show: false },
      },
    ],
    axes: [
      { ...axis, size: 24, values: (_plot, ticks) => ticks.map((at) => clock(at, range())) },
      { ...axis, size: 76, values: (_plot, ticks) => ticks.map(format) },
    ],
  }
}

const withSeconds = new Intl.DateTimeFormat(dateLanguage, { timeStyle: 'medium' })
const withoutSeconds = new Intl.DateTimeFormat(dateLanguage, { timeStyle: 'short' })

const clock = (at: number, { from, to }: { readonly from: number; readonly to: number }): string =>
  (to - from < 300 ? withSeconds : withoutSeconds).format(at * 1000)

/** What the chart says, in words. */
const summaryOf = (
  values: readonly (number | null)[],
  format: (value: number) => string,
): { readonly now: string; readonly extent: string } => {
  const extent = extentOf(values)
  const last = values.findLast((value) => value !== null)
  return {
    now: last === undefined || last === null ? '–' : format(last),
    extent:
      extent === undefined
        ? t('nothing is known of this time')
        : t('{least} to {most}, {mean} on average', {
            least: format(extent.least),
            most: format(extent.most),
            mean: format(extent.mean),
          }),
  }
}

/** A figure over time. Its place is kept free while there is nothing to draw. */
export const LoadChart = (props: LoadChartProps) => {
  const { title, at, values, format } = props
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot>(undefined)
  const latest = useRef(props)
  const { now, extent } = summaryOf(values, format)

  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const draw = (): void => {
      plot.current?.destroy()
      const options = optionsFor(element.clientWidth, format, () => latest.current)
      plot.current = new UPlot(options, [latest.current.at, latest.current.values], element)
    }
    const sizes = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }),
    )
    draw()
    sizes.observe(element)
    dark.addEventListener('change', draw)
    return () => {
      dark.removeEventListener('change', draw)
      sizes.disconnect()
      plot.current?.destroy()
      plot.current = undefined
    }
  }, [format])

  useEffect(() => {
    latest.current = props
    plot.current?.setData([at, values])
  }, [props, at, values])

  return (
    <figure className={styles['chart']}>
      <figcaption>
        <span className={styles['title']}>{title}</span>
        <span>{now}</span>
      </figcaption>
      <div ref={place} className={styles['plot']} aria-hidden="true" />
      <p className={styles['extent']}>{extent}</p>
    </figure>
  )
}
