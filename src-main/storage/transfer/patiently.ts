import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../failures/problem'
import { isBusy, isConnectionLost, isInvalidState } from '../../libvirt'

/** How often and how long a clean-up tries to reach the host and to be let at what it made. */
const RETRY_MS = 500
const TRIES = 60

/** What may pass by itself: the host is away for a while, or lets go of something in a moment. */
const mayPass = (error: unknown): boolean =>
  isConnectionLost(error) ||
  isBusy(error) ||
  isInvalidState(error) ||
  (error instanceof Problem && error.code === 'connection-lost')

/**
 * Does what takes something back, again while the host is away; it must reach the host anew each
 * time. Throws what stops it for good, after half a minute at most.
 */
export const patiently = async (work: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if (tries >= TRIES || !mayPass(error)) throw error
      await sleep(RETRY_MS)
    }
  }
}
