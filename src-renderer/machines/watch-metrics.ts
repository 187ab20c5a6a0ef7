import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { usePage } from '../state/page'
import { useSelection } from '../state/selection'
import { currentRows, onRowsChange } from './rows'
import { useViewport } from './viewport'

/** How long the list must rest before the sampler is told, in ms. */
const REST = 150
/** What the main process takes at most: of machines that are shown, and that are compared. */
const MOST_SHOWN = 500
const MOST_COMPARED = 20_000

interface Wanted {
  readonly ids: readonly MachineId[]
  readonly compared: readonly MachineId[]
  /** Nobody looks: a few figures keep the history without gaps. */
  readonly slowly: boolean
}

const nothing: Wanted = { ids: [], compared: [], slowly: false }

const wanted = (): Wanted => {
  if (usePage.getState().page.kind !== 'machines') return nothing
  const rows = currentRows()
  const { first, last } = useViewport.getState()
  const { active } = useSelection.getState()
  const ids = new Set<MachineId>(active === null ? [] : [active])
  for (let row = first; row <= last && ids.size < MOST_SHOWN; row += 1) {
    const id = rows.idAt(row)
    if (id !== undefined) ids.add(id)
  }
  const slowly = document.hidden
  return { ids: [...ids], compared: slowly ? [] : rows.toMeasure(MOST_COMPARED), slowly }
}

const same = (one: readonly MachineId[], other: readonly MachineId[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index])

/** Has the machines measured that the window shows, and only those; the function stops it. */
export const watchMetrics = (): (() => void) => {
  let told = nothing
  let timer: number | undefined
  const tell = (): void => {
    timer = undefined
    const now = wanted()
    if (
      now.slowly === told.slowly &&
      same(now.ids, told.ids) &&
      same(now.compared, told.compared)
    ) {
      return
    }
    told = now
    // Figures that fail to come are not worth an alert: the cells stay empty.
    call('metrics.watch', { ...now, ids: [...now.ids], compared: [...now.compared] }).catch(
      () => undefined,
    )
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
