import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import type { Rows } from '../machines/listing'
import { currentRows, useRows } from '../machines/rows'
import { machineIn } from '../queries/fleet'
import { hostsQuery, knownHosts } from '../queries/hosts'
import { useRequests, withRequest, type Request } from '../state/requests'
import { useSelection } from '../state/selection'
import { useView } from '../state/view'
import type { ActionContext } from './action'

/**
 * The machines that an action means: those selected, unless the filter hides them, because nobody
 * should switch off what they don't see; without any, the one under the cursor.
 */
const targetsOf = (
  rows: Rows,
  selected: ReadonlySet<MachineId>,
  active: MachineId | null,
  requests: ReadonlyMap<MachineId, Request>,
): readonly Machine[] => {
  const known = (id: MachineId): Machine[] => {
    const machine = rows.rowOf(id) < 0 ? undefined : machineIn(rows.fleet, id)
    return machine === undefined ? [] : [withRequest(machine, requests)]
  }
  const targets = [...selected].flatMap(known)
  return targets.length > 0 || active === null ? targets : known(active)
}

export const readActionContext = (): ActionContext => {
  const { selected, active } = useSelection.getState()
  return {
    targets: targetsOf(currentRows(), selected, active, useRequests.getState().requests),
    hosts: knownHosts(),
    hostId: useView.getState().hostId,
  }
}

/** The context as it is now, and as it changes. */
export const useActionContext = (): ActionContext => {
  const rows = useRows()
  const selected = useSelection((selection) => selection.selected)
  const active = useSelection((selection) => selection.active)
  const requests = useRequests((state) => state.requests)
  const hostId = useView((view) => view.hostId)
  const hosts = useQuery(hostsQuery).data
  // With a selection the cursor doesn't matter, and moving it must cost nothing.
  const cursor = selected.size === 0 ? active : null
  const targets = useMemo(
    () => targetsOf(rows, selected, cursor ?? active, requests),
    // oxlint-disable-next-line react/exhaustive-deps
    [rows, selected, cursor, requests],
  )
  return useMemo(() => ({ targets, hosts: hosts ?? [], hostId }), [targets, hosts, hostId])
}
