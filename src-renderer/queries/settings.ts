import { queryOptions, useQuery } from '@tanstack/react-query'
import type { SettingsReport, SettingValues } from '../../src-preload/contract/settings'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { queryClient } from './query-client'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => call('settings.get'),
})

const take = (report: SettingsReport): void => {
  // An answer that is still under way would be older than this report.
  void queryClient.cancelQueries({ queryKey: settingsQuery.queryKey })
  queryClient.setQueryData(settingsQuery.queryKey, report)
}

const readFirst = async (): Promise<void> => {
  await queryClient.prefetchQuery(settingsQuery)
  const report = queryClient.getQueryData(settingsQuery.queryKey)
  if (report === undefined || report.problems.length === 0) return
  say(t('Not all settings were understood; the settings tell which'))
}

/** Keeps the settings true; says once where some were not understood; the returned function stops it. */
export const followSettings = (): (() => void) => {
  void readFirst()
  return listen('settings.changed', take)
}

/** What the person has set; undefined for the moment before the first answer. */
export const currentSettings = (): SettingValues | undefined =>
  queryClient.getQueryData(settingsQuery.queryKey)?.values

/** A part of the settings, as it is now and as it changes. */
export const useSetting = <T>(part: (settings: SettingValues | undefined) => T): T =>
  part(useQuery(settingsQuery).data?.values)

/** Changes some settings at once; what could not be kept is said, and no longer holds. */
export const changeSettings = async (change: Partial<SettingValues>): Promise<void> => {
  const report = queryClient.getQueryData(settingsQuery.queryKey)
  if (report !== undefined) take({ ...report, values: { ...report.values, ...change } })
  try {
    await call('settings.change', change)
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
    await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey })
  }
}
