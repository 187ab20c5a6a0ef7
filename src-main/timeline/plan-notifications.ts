import type { SettingValues } from '../../src-preload/contract/settings'
import type { Alarm, TimelineEntry } from '../../src-preload/contract/timeline'
import { t, withinSentence } from '../../src-preload/language/t'

/** More news than this at once are told together. */
const SINGLY = 3

const isWanted = (alarm: Alarm, settings: SettingValues): boolean =>
  ({
    crash: settings.notifyCrash,
    ioError: settings.notifyIoError,
    hostLost: settings.notifyHostLost,
  })[alarm]

/** What to show of a batch of news: title and text of each notification. */
export const planNotifications = (
  entries: readonly TimelineEntry[],
  settings: SettingValues,
  hostName: (hostId: string) => string,
): readonly { readonly title: string; readonly body: string }[] => {
  const wanted = entries.filter(({ alarm }) => alarm !== undefined && isWanted(alarm, settings))
  const subject = ({ machineName, hostId }: TimelineEntry): string =>
    machineName ?? hostName(hostId)
  if (wanted.length <= SINGLY) {
    return wanted.map((entry) => ({
      title: `${subject(entry)}: ${withinSentence(entry.text)}`,
      body: entry.machineName === undefined ? '' : hostName(entry.hostId),
    }))
  }
  return [
    {
      title: t('{count} machines or hosts need a look', { count: wanted.length }),
      body: wanted.map(subject).slice(0, 10).join(', '),
    },
  ]
}
