import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { usePage } from '../state/page'
import { useSelection } from '../state/selection'
import { currentRows, onRowsChange } from './rows'
import { useViewport } from './viewport'

/** How long the list must rest before the sampler is told, in ms. */
const REST = 150
/** What the main process takes at most. */
const MOST = 500

const wanted = (): readonly MachineId[] => {
  if (document.hidden || usePage.getState().page.kind !== 'machines') return []
  const rows = currentRows()
  const { first, last } = useViewport.getState()
  const { active } = useSelection.getState()
  const ids = new Set<MachineId>(active === null ? [] : [active])
  for (let row = first; row <= last && ids.size < MOST; row += 1) {
    const id = rows.idAt(row)
    if (id !== undefined) ids.add(id)
  }
  for (const id of rows.toMeasure(MOST - ids.size)) ids.add(id)
  return [...ids]
}

const same = (one: readonly MachineId[], other: readonly MachineId[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index])

/** Has the machines measured that the window shows, and only those; the function stops it. */
export const watchMetrics = (): (() => void) => {
  let told: readonly MachineId[] = []
  let timer: number | undefined
  const tell = (): void => {
    timer = undefined
    const ids = wanted()
    if (same(ids, told)) return
    told = ids
    // Figures that fail to come are not worth an alert: the cells stay empty.
    call('metrics.watch', { ids: [...ids] }).catch(() => undefined)
  }
  const soon = (): void => {
    timer ??= window.setTimeout(tell, REST)
  }
  document.addEventListener('visibilitychange', soon)
  const stops = [
    onRowsChange(soon),
    useViewport.subscribe(soon),
    useSelection.subscribe(soon),
    usePage.subscribe(soon),
    () => document.removeEventListener('visibilitychange', soon),
    () => window.clearTimeout(timer),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
