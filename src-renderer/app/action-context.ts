import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import type { Rows } from '../machines/listing'
import { currentRows, useRows } from '../machines/rows'
import { machineIn } from '../queries/fleet'
import { hostsQuery, knownHosts } from '../queries/hosts'
import { useRequests, withRequest, type Request } from '../state/requests'
import { useSelection } from '../state/selection'
import { useView } from '../state/view'
import type { ActionContext } from './action'

type Requests = ReadonlyMap<MachineId, Request>

/** Those of the machines that are shown: nobody should switch off what they don't see. */
const shownOf = (rows: Rows, ids: Iterable<MachineId>, requests: Requests): readonly Machine[] =>
  [...ids].flatMap((id) => {
    const machine = rows.rowOf(id) < 0 ? undefined : machineIn(rows.fleet, id)
    return machine === undefined ? [] : withRequest(machine, requests)
  })

/** As an array, for what takes several. */
const asIds = (id: MachineId | null): readonly MachineId[] => (id === null ? [] : [id])

export const readActionContext = (): ActionContext => {
  const rows = currentRows()
  const { selected, active } = useSelection.getState()
  const { requests } = useRequests.getState()
  const chosen = shownOf(rows, selected, requests)
  return {
    targets: chosen.length > 0 ? chosen : shownOf(rows, asIds(active), requests),
    hosts: knownHosts(),
    hostId: useView.getState().hostId,
  }
}

/** The array before, as long as the items are the very same. */
const useSameItems = <T>(items: readonly T[]): readonly T[] => {
  const [kept, keep] = useState(items)
  if (kept === items) return items
  if (kept.length === items.length && kept.every((item, index) => item === items[index]))
    return kept
  keep(items)
  return items
}

/** The context as it is now, and as it changes. */
export const useActionContext = (): ActionContext => {
  const rows = useRows()
  const selected = useSelection((selection) => selection.selected)
  const active = useSelection((selection) => selection.active)
  const requests = useRequests((state) => state.requests)
  const hostId = useView((view) => view.hostId)
  const hosts = useQuery(hostsQuery).data
  // Apart from each other, so that moving the cursor over a large selection costs nothing.
  const chosen = useMemo(() => shownOf(rows, selected, requests), [rows, selected, requests])
  const under = useMemo(() => shownOf(rows, asIds(active), requests), [rows, active, requests])
  const targets = useSameItems(chosen.length > 0 ? chosen : under)
  return useMemo(() => ({ targets, hosts: hosts ?? [], hostId }), [targets, hosts, hostId])
}
