import type { ConsoleStatus } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'

interface StatusWords {
  readonly text: string
  /** Colours it. */
  readonly kind: 'calm' | 'good' | 'bad'
}

const settled: Readonly<Record<'attaching' | 'connected' | 'waiting', StatusWords>> = {
  attaching: { text: t('Connecting…'), kind: 'calm' },
  connected: { text: t('Connected'), kind: 'good' },
  waiting: { text: t('Disconnected — reconnects when the machine starts'), kind: 'calm' },
}

/** What the status line says. */
export const statusWords = (status: ConsoleStatus): StatusWords => {
  if (!('failure' in status)) return settled[status.state]
  const { message, cause, hint } = status.failure
  if (status.state === 'in-use') return { text: message, kind: 'bad' }
  const account = cause ? `: ${cause.text}` : ''
  return { text: `${message}${account}${hint ? ` — ${hint}` : ''}`, kind: 'bad' }
}
