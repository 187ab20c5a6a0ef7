import type { Host, HostState } from '../../src-preload/contract/host'
import { formatMoment } from '../ui/format'

export const hostStateWords: Readonly<Record<HostState, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  disconnected: 'Not connected',
}

/** How the connection stands, and since when or until when: `Not connected, retries at 14:03`. */
export const describeHostState = (host: Host): string => {
  if (host.state === 'disconnected' && host.retryAt !== undefined) {
    return `${hostStateWords.disconnected}, retries at ${formatMoment(host.retryAt)}`
  }
  return hostStateWords[host.state]
}
