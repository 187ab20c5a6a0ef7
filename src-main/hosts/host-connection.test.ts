import { setImmediate as turn } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HostConnection } from './host-connection'

const ATTEMPTS = 8

const log = pino({ level: 'silent' })
const follower = { connected: async () => {}, disconnected: () => {}, removed: () => {} }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

/** The pauses between attempts to reach a host that is not there, in ms. */
const pausesOf = async (id: string): Promise<number[]> => {
  const uri = 'qemu+unix:///session?socket=/nonexistent/libvirt-sock'
  const address = { id, name: id, uri, autoconnect: true }
  const host = new HostConnection(address, follower, () => ({}), log)
  const pauses: number[] = []
  host.start()
  while (pauses.length < ATTEMPTS) {
    while (host.host.retryAt === undefined) await turn()
    const pause = host.host.retryAt - Date.now()
    pauses.push(pause)
    await vi.advanceTimersByTimeAsync(pause)
  }
  await host.stop()
  expect(vi.getTimerCount()).toBe(0)
  return pauses
}

it('a host that is not there is tried again and again, after pauses that grow to a bound', async () => {
  const pauses = await pausesOf('absent')
  const expected = [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000)
  for (const [i, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual((expected[i] ?? 0) * 0.75 - 1)
    expect(pause).toBeLessThanOrEqual((expected[i] ?? 0) * 1.25 + 1)
  }
})

it('hosts that are lost together are not tried together', async () => {
  const [first, second] = [await pausesOf('first'), await pausesOf('second')]
  expect(first).not.toEqual(second)
})
