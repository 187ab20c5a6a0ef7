import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { hostsQuery } from '../queries/hosts'
import { useSetting } from '../queries/settings'
import type { Action } from './action'
import { actionTable } from './actions'
import { rebind } from './rebind'

/** The one table of actions, with the keys that they have now; and keys that two of them claim. */
export const useBoundActions = (): ReturnType<typeof rebind> => {
  const hosts = useQuery(hostsQuery).data
  const keys = useSetting((settings) => settings?.keys)
  const views = useSetting((settings) => settings?.views)
  return useMemo(() => rebind(actionTable(hosts ?? [], views), keys ?? {}), [hosts, views, keys])
}

export const useActions = (): readonly Action[] => useBoundActions().actions

/** Those of these ids, in their order. */
export const pickActions = (
  actions: readonly Action[],
  ids: readonly string[],
): readonly Action[] => ids.flatMap((id) => actions.find((action) => action.id === id) ?? [])
