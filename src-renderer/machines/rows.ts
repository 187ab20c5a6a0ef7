import { QueryObserver } from '@tanstack/react-query'
import { createStore, useStore } from 'zustand'
import type { Host, HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { emptyFleet, machineIn } from '../queries/fleet'
import { hostsQuery, knownHosts } from '../queries/hosts'
import { currentFleet, machinesQuery } from '../queries/machines'
import { currentMetrics, onSamples } from '../queries/metrics'
import { queryClient } from '../queries/query-client'
import { dropRequests, useRequests } from '../state/requests'
import { changeSelection, useSelection } from '../state/selection'
import { keepActive } from '../state/selection-model'
import { useView, type View } from '../state/view'
import { Listing, type Rows } from './listing'
import { compileQuery } from './query'

/** The rows as they follow from the hosts, the machines and the view; worked out once for all. */
const rowsStore = createStore<Rows>(() =>
  new Listing().update(emptyFleet, new Map(), useView.getState()),
)

export const currentRows = (): Rows => rowsStore.getState()

export const useRows = (): Rows => useStore(rowsStore)

/** A part of the rows: news of machines that leaves the part as it is costs nothing. */
export const useRowsPart = <T>(part: (rows: Rows) => T): T => useStore(rowsStore, part)

export const onRowsChange = (listener: () => void): (() => void) => rowsStore.subscribe(listener)

const sameNames = (names: ReadonlyMap<HostId, string>, hosts: readonly Host[]): boolean =>
  names.size === hosts.length && hosts.every((host) => names.get(host.id) === host.name)

/** A request ends with the first news of its machine after the host has answered. */
const endRequests = (): void => {
  const { requests } = useRequests.getState()
  const fleet = currentFleet()
  const ended = [...requests]
    .filter(([id, request]) => request.answered && machineIn(fleet, id) !== request.machine)
    .map(([id]) => id)
  if (ended.length > 0) dropRequests(ended)
}

/** Whether the tags of all machines matter: for filter, groups or order. */
const asksTags = ({ filter, groupBy, sort }: View): boolean =>
  groupBy === 'tag' || sort.column === 'tags' || compileQuery(filter).asksTags

/** How long figures are gathered, in ms: hosts answer one after another within a tick. */
const GATHER_FIGURES = 250

/** Keeps the rows true; the returned function stops it. */
export const followRows = (): (() => void) => {
  const listing = new Listing(currentMetrics)
  let hostNames: ReadonlyMap<HostId, string> = new Map()
  let lastView: View = useView.getState()

  let preparation: number | undefined
  const prepare = (deadline: IdleDeadline): void => {
    const done = listing.prepare(() => deadline.timeRemaining() > 1)
    preparation = done ? undefined : requestIdleCallback(prepare)
  }

  let [tagsAsked, tagsRead] = [false, false]
  /** Tags are read as machines are looked at; what compares them has to know those of all. */
  const fetchTags = async (): Promise<void> => {
    try {
      await call('machines.readTags')
    } catch {
      // Where they cannot be read, what is known has to do.
    }
    tagsRead = true
    update()
  }

  const update = (measured: readonly MachineId[] = []): void => {
    const hosts = knownHosts()
    if (!sameNames(hostNames, hosts)) {
      hostNames = new Map(hosts.map((host) => [host.id, host.name]))
    }
    const view = useView.getState()
    const { active } = useSelection.getState()
    const lastRow = active === null ? 0 : currentRows().rowOf(active)
    const rows = listing.update(currentFleet(), hostNames, view, { measured, tagsRead })
    rowsStore.setState(rows, true)
    if (asksTags(view) && (view === lastView ? !tagsAsked : !asksTags(lastView))) {
      tagsAsked = true
      void fetchTags()
    }

    const narrowed = view.filter !== lastView.filter || view.hostId !== lastView.hostId
    lastView = view
    changeSelection((selection) => keepActive(selection, rows, narrowed ? 0 : lastRow))
    endRequests()
    preparation ??= requestIdleCallback(prepare)
  }

  const measured = new Set<MachineId>()
  let gathering: number | undefined
  const takeFigures = (): void => {
    gathering = undefined
    const ids = [...measured]
    measured.clear()
    update(ids)
  }

  const stops = [
    new QueryObserver(queryClient, hostsQuery).subscribe(() => update()),
    new QueryObserver(queryClient, machinesQuery).subscribe(() => update()),
    useView.subscribe(() => update()),
    onSamples((ids) => {
      if (currentRows().toMeasure(1).length === 0) return
      for (const id of ids) measured.add(id)
      gathering ??= window.setTimeout(takeFigures, GATHER_FIGURES)
    }),
    () => window.clearTimeout(gathering),
  ]
  update()
  return () => {
    for (const stop of stops) stop()
  }
}
