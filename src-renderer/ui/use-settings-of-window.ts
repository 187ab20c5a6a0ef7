import { useEffect, useState } from 'react'
import { listen } from '../bridge/listen'
import type { KeySettings } from './guest-keys'

/** What windows of guests have to know of the settings. */
interface SettingsOfWindow {
  readonly keys: KeySettings
  readonly consoleFontSize?: number
}

/** Settings of a window that asks for none itself: those it was opened with, then their news. */
export const useSettingsOfWindow = (first: SettingsOfWindow): SettingsOfWindow => {
  const [settings, setSettings] = useState(first)
  useEffect(() => listen('settings.changed', ({ values }) => setSettings(values)), [])
  return settings
}
