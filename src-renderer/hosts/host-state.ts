import type { Host, HostState } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { formatMoment } from '../ui/format'

export const hostStateWords: Readonly<Record<HostState, string>> = {
  connecting: t('Connecting…'),
  connected: t('Connected'),
  disconnected: t('Not connected'),
}

/** How the connection stands, and since when or until when: `Not connected, retries at 14:03`. */
export const describeHostState = (host: Host): string => {
  if (host.state === 'disconnected' && host.retryAt !== undefined) {
    return t('{disconnected}, retries at {retryAt}', {
      disconnected: hostStateWords.disconnected,
      retryAt: formatMoment(host.retryAt),
    })
  }
  return hostStateWords[host.state]
}
