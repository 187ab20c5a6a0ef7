import { useMemo } from 'react'
import type { HostId } from '../../src-preload/contract/host'
import { useRows } from '../machines/rows'

export interface MachineCounts {
  readonly all: number
  readonly byHost: ReadonlyMap<HostId, number>
}

/** How many machines there are, by host, whatever the filter. */
export const useMachineCounts = (): MachineCounts => {
  const { fleet } = useRows()
  return useMemo(() => {
    const byHost = new Map<HostId, number>()
    let all = 0
    for (const machine of fleet.machines) {
      if (machine === undefined) continue
      all += 1
      byHost.set(machine.hostId, (byHost.get(machine.hostId) ?? 0) + 1)
    }
    return { all, byHost }
  }, [fleet])
}
