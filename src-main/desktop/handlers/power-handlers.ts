import type { powerCalls } from '../../../src-preload/contract/calls/power'
import { timesOf } from '../../machines/power/schedule-clock'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

/** How many of a pattern's next times are shown. */
const TIMES_SHOWN = 3

export const powerHandlers = ({
  services: { power },
}: Desk): HandlersOf<keyof typeof powerCalls> => ({
  'power.shutDown': ({ ids, manner }) => power.shutDown(ids, manner),
  'power.schedules': () => power.status(),
  'power.times': ({ when }) => timesOf(when, Date.now(), TIMES_SHOWN),
  'power.run': ({ name }) => power.run(name),
  'power.forget': ({ name }) => power.forget(name),
})
