import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GuestAgentState } from '../../src-preload/contract/guest'
import type { Machine } from '../../src-preload/contract/machine'

const { asked, said } = vi.hoisted(() => {
  const asked: string[] = []
  const said: { state: GuestAgentState } = { state: 'answering' }
  const call = (name: string, { id }: { id: string }) => {
    asked.push(`${name} ${id}`)
    return Promise.resolve({ ok: true, value: { machineId: id, ...said } })
  }
  // Before anything is read that asks whether this is a window.
  vi.stubGlobal('window', { virthelm: { call } })
  return { asked, said }
})

const { guestQuery } = await import('./guest-calls')
const { queryClient } = await import('../queries/query-client')

const machine = (id: string): Machine => ({
  id,
  hostId: 'host',
  uuid: id,
  name: id,
  state: 'running',
})

/** Shows what a machine's guest says, as its details do; the returned function turns away. */
const show = (id: string): (() => void) =>
  new QueryObserver(queryClient, guestQuery(machine(id))).subscribe(() => {})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  queryClient.clear()
  asked.length = 0
  said.state = 'answering'
})

afterEach(() => vi.useRealTimers())

test('a guest is asked every half minute while it is shown, and no other is', async () => {
  const turnAway = show('one')
  await pass(29_000)
  expect(asked).toEqual(['guest.read one'])
  await pass(61_000)
  expect(asked).toEqual(Array(4).fill('guest.read one'))
  turnAway()
  await pass(3_600_000)
  expect(asked).toHaveLength(4)
})

test.each<GuestAgentState>(['silent', 'disconnected', 'noChannel', 'off'])(
  'one that does not answer (%s) is not asked again until it is told that it came',
  async (state) => {
    said.state = state
    const turnAway = show('one')
    await pass(3_600_000)
    expect(asked).toHaveLength(1)
    said.state = 'answering'
    await queryClient.invalidateQueries({ queryKey: ['guest', 'one'] })
    expect(asked).toHaveLength(2)
    turnAway()
  },
)
