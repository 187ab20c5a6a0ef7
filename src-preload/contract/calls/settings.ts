import { answers, command, query } from '../declare'
import { settingValues, type SettingsReport } from '../settings'
import { nothing } from './inputs'

/** What the person has set. */
export const settingCalls = {
  'settings.get': query(nothing, answers<SettingsReport>()),
  /** Changes some settings; those left out stay. */
  'settings.change': command(settingValues.partial()),
} as const
