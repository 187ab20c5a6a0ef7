import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Pencil, Play, Plus, Trash2 } from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import type { Schedule, ScheduleStatus } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { PageFrame } from '../pages/page-frame'
import { hostsQuery } from '../queries/hosts'
import { useSetting } from '../queries/settings'
import { openOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import { describeAction, describeGroup } from './describe-schedule'
import { newSchedule } from './new-schedule'
import {
  forgetMissed,
  removeSchedule,
  runSchedule,
  saveSchedule,
  schedulesQuery,
} from './power-queries'
import { describeWhen } from './weekly-pattern'
import styles from './power-page.module.css'

const remove = async (schedule: Schedule): Promise<void> => {
  await removeSchedule(schedule.name)
  say(t('Deleted schedule {name}', { name: schedule.name }), {
    title: t('Undo'),
    run: () => void saveSchedule(schedule, null),
  })
}

const Missed = ({ name, missed }: ScheduleStatus) => (
  <tr className={styles['missed']}>
    <td />
    <td colSpan={6}>
      <span className={styles['line']}>
        <span>
          {t('Missed at {missed}: Virthelm did not run.', {
            missed: missed.map((time) => formatMoment(time)).join(', '),
          })}
        </span>
        <Button aria-label={t('Run {name} now', { name })} onClick={() => void runSchedule(name)}>
          {t('Run now')}
        </Button>
        <Button
          look="quiet"
          aria-label={t('Forget that {name} was missed', { name })}
          onClick={() => void forgetMissed(name)}
        >
          {t('Forget')}
        </Button>
      </span>
    </td>
  </tr>
)

interface RowProps {
  readonly schedule: Schedule
  readonly status: ScheduleStatus | undefined
  readonly hosts: readonly Host[]
}

const Row = ({ schedule, status, hosts }: RowProps) => {
  const { name, enabled } = schedule
  const next = status?.next ?? null
  return (
    <>
      <tr data-off={!enabled}>
        <td>
          <input
            type="checkbox"
            aria-label={t('{name} is turned on', { name })}
            checked={enabled}
            onChange={() => void saveSchedule({ ...schedule, enabled: !enabled }, name)}
          />
        </td>
        <th scope="row">
          <HostText text={name} />
        </th>
        <td>{describeWhen(schedule.when)}</td>
        <td>{describeAction(schedule)}</td>
        <td title={status?.machines.map((machine) => visibleText(machine.name)).join(', ')}>
          {describeGroup(schedule.group, hosts)}
          {status === undefined || 'machines' in schedule.group ? null : (
            <span className={styles['note']}>
              {' '}
              ·{' '}
              {t('{count, plural, one {# machine} other {# machines}}', {
                count: status.machines.length,
              })}
            </span>
          )}
        </td>
        <td>{next === null ? '–' : formatMoment(next)}</td>
        <td>
          <span className={styles['buttons']}>
            <Button
              look="quiet"
              square
              aria-label={t('Run {name} now', { name })}
              title={t('Run now')}
              onClick={() => void runSchedule(name)}
            >
              <Play aria-hidden="true" />
            </Button>
            <Button
              look="quiet"
              square
              aria-label={t('Edit {name}', { name })}
              title={t('Edit')}
              onClick={() => openOverlay({ kind: 'schedule', schedule, isNew: false })}
            >
              <Pencil aria-hidden="true" />
            </Button>
            <Button
              look="quiet"
              square
              aria-label={t('Delete {name}', { name })}
              title={t('Delete')}
              onClick={() => void remove(schedule)}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </span>
        </td>
      </tr>
      {status !== undefined && status.missed.length > 0 ? <Missed {...status} /> : null}
    </>
  )
}

const Empty = () => (
  <div className={styles['empty']}>
    <CalendarClock aria-hidden="true" />
    <p>{t('Nothing is scheduled.')}</p>
    <p className={styles['note']}>
      {t(
        'A schedule starts a group of machines in order, or shuts it down, at the times you choose.',
      )}
    </p>
  </div>
)

/** What groups of machines do by themselves, and when. */
export const PowerPage = () => {
  const schedules = useSetting((settings) => settings?.schedules) ?? []
  const status = useQuery(schedulesQuery).data ?? []
  const hosts = useQuery(hostsQuery).data ?? []
  return (
    <PageFrame label={t('Power plan')}>
      <div className={styles['bar']}>
        <span className={styles['note']}>
          {t('Schedules run while Virthelm does; a time that was missed is told, not caught up.')}
        </span>
        <Button
          look="primary"
          data-first-focus
          onClick={() => openOverlay({ kind: 'schedule', schedule: newSchedule(), isNew: true })}
        >
          <Plus aria-hidden="true" /> {t('New schedule')}
        </Button>
      </div>
      {schedules.length === 0 ? (
        <Empty />
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']} aria-label={t('Schedules')}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">{t('On')}</span>
                </th>
                <th scope="col">{t('Name')}</th>
                <th scope="col">{t('When')}</th>
                <th scope="col">{t('What')}</th>
                <th scope="col">{t('Machines')}</th>
                <th scope="col">{t('Next')}</th>
                <th scope="col">
                  <span className="unseen">{t('Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {schedules.map((schedule) => (
                <Row
                  key={schedule.name}
                  schedule={schedule}
                  status={status.find(({ name }) => name === schedule.name)}
                  hosts={hosts}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PageFrame>
  )
}
