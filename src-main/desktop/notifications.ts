import { Notification } from 'electron'
import type { SettingValues } from '../../src-preload/contract/settings'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { planNotifications } from '../timeline/plan-notifications'

/** Shows what a person wants to be called for. A click calls back. */
export const showNotifications = (
  entries: readonly TimelineEntry[],
  settings: SettingValues,
  hostName: (hostId: string) => string,
  onClick: () => void,
): void => {
  if (!Notification.isSupported()) return
  for (const plan of planNotifications(entries, settings, hostName)) {
    const notification = new Notification(plan)
    notification.on('click', onClick)
    notification.show()
  }
}
