import { expect, test } from 'vitest'
import { runInBulk } from './run-in-bulk'

const items = Array.from({ length: 12 }, (_, at) => ({ host: at % 2 ? 'a' : 'b', at }))
const hostOf = ({ host }: { host: string }): string => host

test('hosts work side by side, each within its bound, and one failure stops nothing', async () => {
  const underWay = new Map<string, number>()
  const most = new Map<string, number>()
  const told: string[] = []
  const outcomes = await runInBulk({
    items,
    hostOf,
    perHost: 3,
    onProgress: (done, total) => told.push(`${done} of ${total}`),
    run: async ({ host, at }) => {
      const now = (underWay.get(host) ?? 0) + 1
      underWay.set(host, now)
      most.set(host, Math.max(most.get(host) ?? 0, now))
      await new Promise((resolve) => setTimeout(resolve, 5))
      underWay.set(host, now - 1)
      if (at === 4) throw new Error('refused')
      return at
    },
  })
  expect(Object.fromEntries(most)).toEqual({ a: 3, b: 3 })
  expect(outcomes.map(({ item }) => item.at)).toEqual(items.map(({ at }) => at))
  expect(outcomes.filter(({ ok }) => !ok).map(({ item }) => item.at)).toEqual([4])
  expect(told.at(-1)).toBe('12 of 12')
})

test('cancelled, it begins no more and tells what was done', async () => {
  const abort = new AbortController()
  const outcomes = await runInBulk({
    items,
    hostOf,
    perHost: 1,
    signal: abort.signal,
    run: ({ at }) => {
      if (at === 3) abort.abort()
      return Promise.resolve(at)
    },
  })
  expect(outcomes.length).toBeGreaterThan(0)
  expect(outcomes.length).toBeLessThan(items.length)
  expect(outcomes.every(({ ok }) => ok)).toBe(true)
})
