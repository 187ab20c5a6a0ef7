import type { HostId } from '../../src-preload/contract/host'

/** What became of one of many. */
export type BulkOutcome<Item, Result> =
  | { readonly item: Item; readonly ok: true; readonly result: Result }
  | { readonly item: Item; readonly ok: false; readonly error: unknown }

export interface BulkWork<Item, Result> {
  readonly items: readonly Item[]
  readonly hostOf: (item: Item) => HostId
  /** How many at once on each host. */
  readonly perHost: number
  readonly run: (item: Item) => Promise<Result>
  /** Aborted, no further item is begun; those under way run to their end. */
  readonly signal?: AbortSignal
  /** Told after each item. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Does the same to many: hosts side by side, on each so many at a time, in order. One that fails
 * does not stop the rest. Answers the outcomes in the order of the items; items that were never
 * begun have none. Never rejects.
 */
export const runInBulk = async <Item, Result>({
  items,
  hostOf,
  perHost,
  run,
  signal,
  onProgress,
}: BulkWork<Item, Result>): Promise<BulkOutcome<Item, Result>[]> => {
  const outcomes = new Map<number, BulkOutcome<Item, Result>>()
  const queues = new Map<HostId, number[]>()
  items.forEach((item, at) => {
    const host = hostOf(item)
    const queue = queues.get(host)
    if (queue) queue.push(at)
    else queues.set(host, [at])
  })
  const work = async (queue: number[]): Promise<void> => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (signal?.aborted) return
      const item = items[at] as Item
      try {
        outcomes.set(at, { item, ok: true, result: await run(item) })
      } catch (error) {
        outcomes.set(at, { item, ok: false, error })
      }
      onProgress?.(outcomes.size, items.length)
    }
  }
  await Promise.all(
    [...queues.values()].flatMap((queue) =>
      Array.from({ length: Math.min(perHost, queue.length) }, () => work(queue)),
    ),
  )
  return [...outcomes].sort(([a], [b]) => a - b).map(([, outcome]) => outcome)
}
