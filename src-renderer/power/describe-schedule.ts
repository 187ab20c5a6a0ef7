import type { Host } from '../../src-preload/contract/host'
import type { MachineGroup, Schedule } from '../../src-preload/contract/power'
import { countOf } from '../ui/format'
import { isolated } from '../ui/visible-text'

/** Which machines are meant: `tagged lab`, `all of Lab`, `web-1`, `3 machines`. */
export const describeGroup = (group: MachineGroup, hosts: readonly Host[]): string => {
  if ('tag' in group) return `tagged ${isolated(group.tag)}`
  if ('host' in group) {
    const host = hosts.find(({ id }) => id === group.host)
    return `all of ${isolated(host?.name ?? group.host)}`
  }
  const [only] = group.machines
  return group.machines.length === 1 && only !== undefined
    ? isolated(only.name)
    : countOf(group.machines.length, 'machine')
}

/** What is done to them: `Start`, `Shut down, force after 90 s`. */
export const describeAction = ({ action, manner }: Schedule): string => {
  if (action === 'start') return 'Start in order'
  return manner.after === 'force'
    ? `Shut down, force after ${manner.wait} s`
    : `Shut down, wait ${manner.wait} s`
}
