import { CalendarClock, CalendarPlus, TimerOff } from 'lucide-react'
import { whyNot } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { always, type Action } from '../app/action'
import { openOverlay } from '../state/overlay'
import { openPage } from '../state/page'
import { newSchedule } from './new-schedule'

/** As many as one schedule names. */
const SCHEDULED_AT_ONCE = 1000

/** Shutting down with a deadline, and what is done by plan. */
export const powerActionTable: readonly Action[] = [
  {
    id: 'machine.shut-down-by',
    title: t('Shut down with a deadline…'),
    keys: ['Ctrl+D'],
    keyContext: 'list',
    group: 'Machines',
    icon: TimerOff,
    keywords: t('graceful force timeout wait stop acpi agent'),
    whyNot: ({ targets }) => {
      if (targets.length === 0) return t('no machine is selected')
      const [first] = targets.map((machine) => whyNot('shutDown', machine))
      return targets.some((machine) => whyNot('shutDown', machine) === null)
        ? null
        : (first ?? null)
    },
    run: ({ targets }) => openOverlay({ kind: 'shut-down', machines: targets }),
  },
  {
    id: 'machine.schedule',
    title: t('Schedule start or shutdown…'),
    keys: [],
    keyContext: 'list',
    group: 'Machines',
    icon: CalendarPlus,
    keywords: t('cron timer power plan group'),
    whyNot: ({ targets }) => {
      if (targets.length === 0) return t('no machine is selected')
      return targets.length > SCHEDULED_AT_ONCE
        ? t('a schedule names at most {scheduledAtOnce} machines; give them a tag', {
            scheduledAtOnce: SCHEDULED_AT_ONCE,
          })
        : null
    },
    run: ({ targets }) =>
      openOverlay({ kind: 'schedule', schedule: newSchedule(targets), isNew: true }),
  },
  {
    id: 'view.power',
    title: t('Power plan'),
    keys: [],
    keyContext: 'everywhere',
    group: 'View',
    icon: CalendarClock,
    keywords: t('schedules cron timer start stop'),
    whyNot: always,
    run: () => openPage({ kind: 'power' }),
  },
]
