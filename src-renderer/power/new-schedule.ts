import type { Machine } from '../../src-preload/contract/machine'
import type { Schedule } from '../../src-preload/contract/power'
import { defaultManner } from './default-manner'

/** What a new schedule is at first; for these machines, where some are given. */
export const newSchedule = (machines: readonly Machine[] = []): Schedule => ({
  name: 'Evening',
  enabled: true,
  when: '0 22 * * 1,2,3,4,5',
  action: 'shutDown',
  group:
    machines.length === 0
      ? { tag: '' }
      : { machines: machines.map(({ id, name }) => ({ id, name })) },
  manner: defaultManner,
})
