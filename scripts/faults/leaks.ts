import { setTimeout as sleep } from 'node:timers/promises'

/** How long what is ending may take to be gone, in ms. */
const SETTLE_MS = 5_000

const countByKind = (): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** What keeps this process busy now. */
export type Resources = ReadonlyMap<string, number>

export const resourcesNow = (): Resources => countByKind()

/** What keeps this process busy and did not before, once what is ending has ended. */
export const leakedSince = async (before: Resources): Promise<readonly string[]> => {
  for (const end = Date.now() + SETTLE_MS; ; await sleep(50)) {
    // The pause between two looks is a timer, too, but over while we look.
    const leaked = [...countByKind()].flatMap(([kind, count]) => {
      const more = count - (before.get(kind) ?? 0)
      return more > 0 ? Array.from({ length: more }, () => kind) : []
    })
    if (leaked.length === 0 || Date.now() > end) return leaked
  }
}
