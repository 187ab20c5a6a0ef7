import { useRef, useState, type RefObject } from 'react'
import { t } from '../../src-preload/language/t'
import type { GuestScreen } from './guest-screen'
import { countUncertain, keyEventsFor } from './key-strokes'

interface Typing {
  /** How far it is, in words; null while nothing is typed. */
  readonly progress: string | null
  /** Types a text into the guest; resolves with what is to be said about it. */
  readonly type: (text: string) => Promise<string | null>
  readonly stop: () => void
}

/** Types texts into the guest, one at a time. */
export const useTyping = (screen: RefObject<GuestScreen | null>): Typing => {
  const [progress, setProgress] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  return {
    progress,
    stop: () => running.current?.abort(),
    type: async (text) => {
      running.current?.abort()
      const stopping = new AbortController()
      running.current = stopping
      const events = keyEventsFor(text)
      let shown = -1
      await screen.current?.type(events, stopping.signal, (count) => {
        const percent = Math.floor((count / events.length) * 100)
        if (percent !== shown) setProgress(t('Typing… {percent} %', { percent }))
        shown = percent
      })
      if (running.current === stopping) {
        running.current = null
        setProgress(null)
      }
      const uncertain = countUncertain(text)
      return uncertain === 0 || stopping.signal.aborted
        ? null
        : t('{uncertain} characters may have no key on the display’s keyboard', { uncertain })
    },
  }
}
