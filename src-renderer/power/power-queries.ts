import { queryOptions } from '@tanstack/react-query'
import type { Schedule, ScheduleStatus } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { queryClient } from '../queries/query-client'
import { changeSettings, currentSettings } from '../queries/settings'
import { raiseFailure } from '../state/problems'
import { openPage } from '../state/page'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: () => call('power.schedules'),
  staleTime: 0,
})

/** The next times of a pattern. */
export const timesQuery = (when: string) =>
  queryOptions({
    queryKey: ['schedule-times', when],
    queryFn: () => call('power.times', { when }),
    enabled: when.trim() !== '',
    retry: false,
    gcTime: 0,
  })

const tellMissed = (schedules: readonly ScheduleStatus[]): void => {
  const missed = schedules.filter((schedule) => schedule.missed.length > 0)
  const [first] = missed
  if (first === undefined) return
  const what =
    missed.length === 1 ? isolated(first.name) : t('{count} schedules', { count: missed.length })
  say(t('Missed while Virthelm did not run: {what}', { what }), {
    title: t('Power plan'),
    run: () => openPage({ kind: 'power' }),
  })
}

/** Tells what was missed, at the start and as it happens; the returned function stops it. */
export const followPower = (): (() => void) => {
  const look = async (): Promise<void> => {
    try {
      await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey })
      tellMissed(await queryClient.fetchQuery(schedulesQuery))
    } catch (thrown) {
      raiseFailure(failureFrom(thrown))
    }
  }
  void look()
  return listen('power.changed', () => void look())
}

/** Puts a schedule in the place of the one of that name, or behind all others. */
export const saveSchedule = async (schedule: Schedule, replaces: string | null): Promise<void> => {
  const before = currentSettings()?.schedules ?? []
  const schedules =
    replaces === null
      ? [...before, schedule]
      : before.map((it) => (it.name === replaces ? schedule : it))
  await changeSettings({ schedules })
  await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey })
}

export const removeSchedule = async (name: string): Promise<void> => {
  const before = currentSettings()?.schedules ?? []
  await changeSettings({ schedules: before.filter((it) => it.name !== name) })
  await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey })
}

const ask = async (what: 'power.run' | 'power.forget', name: string): Promise<void> => {
  try {
    await call(what, { name })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

export const runSchedule = (name: string): Promise<void> => {
  say(t('Running {name}', { name: isolated(name) }))
  return ask('power.run', name)
}

export const forgetMissed = (name: string): Promise<void> => ask('power.forget', name)
