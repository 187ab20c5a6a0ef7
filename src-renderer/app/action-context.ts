import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Host, HostId } from '../../src-preload/contract/host'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import type { Rows } from '../machines/listing'
import { currentRows, useRows } from '../machines/rows'
import { machineIn } from '../queries/fleet'
import { hostsQuery, knownHosts } from '../queries/hosts'
import { useHostCursor } from '../state/host-cursor'
import { pageHost, usePage, type Page } from '../state/page'
import { useRequests, withRequest, type Request } from '../state/requests'
import { useSelection } from '../state/selection'
import { useView } from '../state/view'
import type { ActionContext } from './action'
import { currentResources, useResources } from './resource-context'

type Requests = ReadonlyMap<MachineId, Request>

/** Those of the machines that are shown: nobody should switch off what they don't see. */
const shownOf = (rows: Rows, ids: Iterable<MachineId>, requests: Requests): readonly Machine[] =>
  [...ids].flatMap((id) => {
    const machine = rows.rowOf(id) < 0 ? undefined : machineIn(rows.fleet, id)
    return machine === undefined ? [] : withRequest(machine, requests)
  })

/** As an array, for what takes several. */
const asIds = (id: MachineId | null): readonly MachineId[] => (id === null ? [] : [id])

/** The host that orders are meant for, where it is clear which one. */
const hostMeant = (
  hosts: readonly Host[],
  page: Page,
  cursor: HostId | null,
  shown: HostId | null,
): Host | undefined => {
  const byId = (id: HostId | null): Host | undefined => hosts.find((host) => host.id === id)
  const only = hosts.length === 1 ? hosts[0] : undefined
  return byId(cursor) ?? byId(pageHost(page) ?? shown) ?? only
}

export const readActionContext = (): ActionContext => {
  const rows = currentRows()
  const { selected, active } = useSelection.getState()
  const { requests } = useRequests.getState()
  const { page } = usePage.getState()
  const { hostId } = useView.getState()
  const hosts = knownHosts()
  const chosen = shownOf(rows, selected, requests)
  const targets = chosen.length > 0 ? chosen : shownOf(rows, asIds(active), requests)
  return {
    targets: page.kind === 'machines' ? targets : none,
    hosts,
    hostId,
    host: hostMeant(hosts, page, useHostCursor.getState().hostId, hostId),
    ...currentResources(page),
  }
}

const none: readonly Machine[] = []

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
  const page = usePage((state) => state.page)
  const cursor = useHostCursor((state) => state.hostId)
  const resources = useResources(page)
  const visible = chosen.length > 0 ? chosen : under
  const targets = useSameItems(page.kind === 'machines' ? visible : none)
  return useMemo(() => {
    const known = hosts ?? []
    const host = hostMeant(known, page, cursor, hostId)
    return { targets, hosts: known, hostId, host, ...resources }
  }, [targets, hosts, hostId, page, cursor, resources])
}
