import { t } from '../../src-preload/language/t'
import type { ActionContext } from './action'

/** Why nothing can be asked of the host that is meant, or null where it can. */
export const whyNotHost = ({ host }: ActionContext): string | null => {
  if (host === undefined) return t('no host is chosen')
  return host.state === 'connected' ? null : t('the host is not connected')
}
