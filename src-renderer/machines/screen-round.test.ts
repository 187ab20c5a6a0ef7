import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AT_ONCE, ScreenRound } from './screen-round'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const machines = (...numbers: readonly number[]): string[] => numbers.map((it) => `host/${it}`)

const world = (sight: readonly string[]) => {
  const state = { inSight: sight, taken: [] as string[], underWay: 0, most: 0, fails: '' }
  const round = new ScreenRound({
    inSight: () => state.inSight,
    take: async (id) => {
      state.taken.push(id)
      state.most = Math.max(state.most, (state.underWay += 1))
      await new Promise((resolve) => setTimeout(resolve, 100))
      state.underWay -= 1
      if (id === state.fails) throw new Error('has no screen')
    },
    goodFor: () => 15_000,
    restsFor: 120_000,
    now: () => Date.now(),
  })
  return { state, round }
}

it('pictures all that is in sight, a few at a time, each again after a while', async () => {
  const { state, round } = world(machines(1, 2, 3, 4, 5))
  round.look()
  await vi.advanceTimersByTimeAsync(1000)
  expect(state.taken).toEqual(machines(1, 2, 3, 4, 5))
  expect(state.most).toBe(AT_ONCE)
  await vi.advanceTimersByTimeAsync(13_000)
  expect(state.taken).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(3000)
  expect(state.taken).toHaveLength(10)
})

it('has one timer for however many, and none while nothing is in sight', async () => {
  const { state, round } = world(Array.from({ length: 300 }, (_, i) => `host/${i}`))
  round.look()
  await vi.advanceTimersByTimeAsync(14_900)
  expect(vi.getTimerCount()).toBeLessThanOrEqual(AT_ONCE)
  state.inSight = machines(7)
  await vi.advanceTimersByTimeAsync(200)
  expect(vi.getTimerCount()).toBe(1)
  state.inSight = []
  round.look()
  expect(vi.getTimerCount()).toBe(0)
})

it('takes none of what was scrolled away, and what comes into sight at once', async () => {
  const { state, round } = world(machines(1, 2, 3, 4))
  round.look()
  state.inSight = machines(8, 9)
  round.look()
  await vi.advanceTimersByTimeAsync(1000)
  expect(state.taken).toEqual(machines(1, 2, 8, 9))
})

it('leaves a machine alone that gave none, and pictures the others meanwhile', async () => {
  const { state, round } = world(machines(1, 2))
  state.fails = 'host/1'
  round.look()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(state.taken.filter((id) => id === 'host/1')).toHaveLength(1)
  expect(state.taken.filter((id) => id === 'host/2').length).toBeGreaterThan(5)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(state.taken.filter((id) => id === 'host/1')).toHaveLength(2)
})

it('takes no more once it is stopped', async () => {
  const { state, round } = world(machines(1, 2, 3))
  round.look()
  round.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(state.taken).toEqual(machines(1, 2))
  expect(vi.getTimerCount()).toBe(0)
})
