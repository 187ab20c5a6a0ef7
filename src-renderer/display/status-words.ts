import type { DisplayStatus } from '../../src-preload/contract/display'
import { t } from '../../src-preload/language/t'

interface StatusWords {
  readonly text: string
  /** Colours it. */
  readonly kind: 'calm' | 'good' | 'bad'
}

/** How far the window has come with a line that leads to a display. */
export type Progress = 'greeting' | 'asking' | 'shown'

const progressWords: Readonly<Record<Progress, StatusWords>> = {
  greeting: { text: t('Connecting…'), kind: 'calm' },
  asking: { text: t('The display asks for a password'), kind: 'calm' },
  shown: { text: t('Connected'), kind: 'good' },
}

const settledWords: Readonly<Record<'attaching' | 'waiting', StatusWords>> = {
  attaching: progressWords.greeting,
  waiting: { text: t('Disconnected — reconnects when the machine starts'), kind: 'calm' },
}

/** What the status line says. */
export const statusWords = (status: DisplayStatus, progress: Progress): StatusWords => {
  if (status.state === 'connected') return progressWords[progress]
  if (status.state === 'failed') return { text: status.failure.message, kind: 'bad' }
  return settledWords[status.state]
}
