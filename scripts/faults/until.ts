import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something to be so; answers whether it came to be within `patienceMs`. */
export const until = async (
  check: () => boolean | Promise<boolean>,
  patienceMs: number,
): Promise<boolean> => {
  for (const end = Date.now() + patienceMs; ; await sleep(50)) {
    if (await check()) return true
    if (Date.now() > end) return false
  }
}
