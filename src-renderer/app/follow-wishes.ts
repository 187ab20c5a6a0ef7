import type { Wish } from '../../src-preload/contract/app'
import { FEWEST_TILES } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { focusGrid } from '../machines/focus'
import { onRowsChange } from '../machines/rows'
import { currentFleet } from '../queries/machines'
import { hostsQuery } from '../queries/hosts'
import { queryClient } from '../queries/query-client'
import { openOverlay } from '../state/overlay'
import { showMachines } from '../state/page'
import { changeSelection } from '../state/selection'
import { pick } from '../state/selection-model'
import { say } from '../state/status'
import { setFilter, showHost } from '../state/view'
import { isolated } from '../ui/visible-text'
import { readActionContext } from './action-context'
import { machineActionTable } from './machine-actions'

/** The consoles of the machines that run: beside each other, or to choose from where they are many. */
const openConsoles = (): boolean => {
  const running = currentFleet().machines.filter((machine) => machine?.state === 'running')
  if (running.length === 0) return false
  showMachines()
  setFilter('state:running')
  focusGrid()
  const act = machineActionTable.find(({ id }) =>
    running.length < FEWEST_TILES ? id === 'machine.console' : id === 'machine.tiles',
  )
  const context = {
    ...readActionContext(),
    targets: running.filter((machine) => machine !== undefined),
  }
  if (act?.whyNot(context) === null) act.run(context)
  else say(t('These machines run; Enter opens the serial console'))
  return true
}

/** Does it where it can be done now. */
const fulfil = (wish: Wish): boolean => {
  switch (wish.kind) {
    case 'new-machine': {
      const host = queryClient
        .getQueryData(hostsQuery.queryKey)
        ?.find(({ state }) => state === 'connected')
      if (host === undefined) return false
      openOverlay({ kind: 'new-machine', host })
      return true
    }
    case 'consoles':
      return openConsoles()
    case 'show-machine': {
      const machine = currentFleet().machines.find((known) => known?.name === wish.name)
      if (machine === undefined) return false
      setFilter('')
      showHost(null)
      changeSelection(() => pick(machine.id))
      focusGrid()
      say(t('Here is {name}', { name: isolated(machine.name) }))
      return true
    }
    default:
      return wish satisfies never
  }
}

/** How long a host or a machine that a wish needs may take to come, in ms. */
const PATIENCE = 30_000

/** Fulfils what command lines and links ask of this window; the returned function stops it. */
export const followWishes = (): (() => void) => {
  let waiting: readonly { readonly wish: Wish; readonly until: number }[] = []
  const look = (): void => {
    if (waiting.length === 0) return
    const now = Date.now()
    // Fulfilling one changes the rows, which leads here again: it must not be found a second time.
    const looked = waiting
    waiting = []
    const left = looked.filter(({ wish, until }) => until > now && !fulfil(wish))
    waiting = [...left, ...waiting]
  }
  const take = async (): Promise<void> => {
    const wishes = await call('app.takeWishes')
    waiting = [...waiting, ...wishes.map((wish) => ({ wish, until: Date.now() + PATIENCE }))]
    look()
  }
  const stops = [
    listen('app.wished', () => void take()),
    onRowsChange(look),
    queryClient.getQueryCache().subscribe(look),
  ]
  void take()
  return () => {
    for (const stop of stops) stop()
  }
}
