import type { Host } from '../../src-preload/contract/host'
import type { MachineGroup, Schedule } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { isolated } from '../ui/visible-text'

/** Which machines are meant: `tagged lab`, `all of Lab`, `web-1`, `3 machines`. */
export const describeGroup = (group: MachineGroup, hosts: readonly Host[]): string => {
  if ('tag' in group) return t('tagged {tag}', { tag: isolated(group.tag) })
  if ('host' in group) {
    const host = hosts.find(({ id }) => id === group.host)
    return t('all of {name}', { name: isolated(host?.name ?? group.host) })
  }
  const [only] = group.machines
  return group.machines.length === 1 && only !== undefined
    ? isolated(only.name)
    : t('{count, plural, one {# machine} other {# machines}}', { count: group.machines.length })
}

/** What is done to them: `Start`, `Shut down, force after 90 s`. */
export const describeAction = ({ action, manner }: Schedule): string => {
  if (action === 'start') return t('Start in order')
  return manner.after === 'force'
    ? t('Shut down, force after {wait} s', { wait: manner.wait })
    : t('Shut down, wait {wait} s', { wait: manner.wait })
}
