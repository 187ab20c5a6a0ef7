import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Failure } from '../../src-preload/contract/failure'
import { ConsoleRefused } from './console-line'
import { ConsoleSession } from './console-session'
import { HIGH_WATER_BYTES, STALLED_MS } from './console-viewer'
import { BATCH_MS } from './output-batcher'
import { FakeConsoleHost } from './testing/fake-console-host'
import { TestWindow } from './testing/test-window'

const describeFailure = (refusal: unknown): Failure => ({
  code: refusal instanceof ConsoleRefused && refusal.reason === 'in-use' ? 'in-use' : 'internal',
  message: 'Could not open the console',
  correlationId: 'c0ffee',
})

describe('ConsoleSession', () => {
  let host: FakeConsoleHost
  let session: ConsoleSession
  let window: TestWindow

  const open = (machineRuns = true): void => {
    session = new ConsoleSession({ openLine: host.openLine, describeFailure, machineRuns })
    window = new TestWindow()
    session.show(window.port)
  }

  const states = (): string[] => window.statuses.map(({ state }) => state)
  const reach = (state: string): Promise<void> => window.until(() => window.status?.state === state)

  beforeEach(() => {
    host = new FakeConsoleHost()
  })

  afterEach(async () => {
    await session.close()
  })

  it('attaches to a running machine and carries bytes both ways', async () => {
    open()
    await reach('connected')
    host.line.say('login: ')
    await window.until(() => window.textSince(0).includes('login: '))
    window.type('root\r')
    await expect.poll(() => host.line.written).toEqual(['root\r'])
    expect(states()).toEqual(['attaching', 'connected'])
  })

  it('lets keys that are typed during a paste wait behind it, and drops both when it is stopped or interrupted', async () => {
    open()
    await reach('connected')
    const paste = (letter: string) =>
      window.request({ type: 'paste', bytes: Buffer.from(letter.repeat(1024)) })
    const written = () => host.line.written.join('')
    paste('a')
    window.type('typed\r')
    await expect.poll(written, { timeout: 8_000 }).toBe(`${'a'.repeat(1024)}typed\r`)
    await window.until(() => window.pastes.at(-1) === null)

    paste('b')
    window.type('dropped\r')
    await window.until(() => typeof window.pastes.at(-1)?.sent === 'number')
    window.request({ type: 'stopPaste' })
    window.type('free\r')
    await expect.poll(written).toMatch(/b+free\r$/)
    expect(written()).not.toContain('dropped')

    paste('c')
    window.type('dropped\r')
    window.type('\x03')
    await expect.poll(() => written().replace('\x03', '^C')).toMatch(/free\rc*\^C$/)
    expect(written()).not.toContain('dropped')
  })

  it('shows a window that comes later what was there before', async () => {
    open()
    await reach('connected')
    host.line.say('booting\r\n')
    await window.until(() => window.textSince(0).includes('booting'))
    window.close()
    await expect.poll(() => session.isWatched).toBe(false)
    host.line.say('unseen\r\n')
    await expect.poll(() => host.line.taken).toBe(2)

    const second = new TestWindow()
    session.show(second.port)
    await second.until(() => second.status !== undefined)
    host.line.say('live\r\n')
    await second.until(() => second.batches.length > 0)
    expect({
      histories: second.histories.map(String),
      batches: second.batches.map(String),
    }).toEqual({
      histories: ['booting\r\nunseen\r\n'],
      batches: ['live\r\n'],
    })
    second.close()
  })

  it('shows the console in two windows at once, and takes keys from both', async () => {
    open()
    await reach('connected')
    const second = new TestWindow()
    session.show(second.port)
    await second.until(() => second.status?.state === 'connected')
    host.line.say('to both')
    await second.until(() => second.textSince(0).includes('to both'))
    await window.until(() => window.textSince(0).includes('to both'))
    window.type('1')
    second.type('2')
    await expect.poll(() => [...host.line.written].sort()).toEqual(['1', '2'])
    window.close()
    second.close()
    await expect.poll(() => session.isWatched).toBe(false)
  })

  describe('flow control', () => {
    const chunk = Buffer.alloc(32 * 1024, 'x')

    const flood = (chunks: number): void => {
      for (let i = 0; i < chunks; i++) host.line.say(chunk)
    }

    it('reads no more than the window may owe, and goes on when it has drawn', async () => {
      open()
      await reach('connected')
      window.draws = false
      flood(100)
      await window.until(() => window.receivedBytes >= HIGH_WATER_BYTES)
      await new Promise((resolve) => setTimeout(resolve, 30))
      const taken = (): number => host.line.taken * chunk.length
      expect(taken()).toBeLessThanOrEqual(HIGH_WATER_BYTES + 3 * chunk.length)

      // What was taken comes in batches.
      await window.until(() => window.receivedBytes === taken())
      const owed = window.receivedBytes
      window.draw(owed - HIGH_WATER_BYTES / 3 - 1)
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(window.receivedBytes).toBe(owed)

      window.draws = true
      await window.until(() => window.receivedBytes === 100 * chunk.length)
    })

    it('lets input through while the output is held up', async () => {
      open()
      await reach('connected')
      window.draws = false
      flood(100)
      await window.until(() => window.receivedBytes >= HIGH_WATER_BYTES)
      window.type('\x03')
      await expect.poll(() => host.line.written).toEqual(['\x03'])
      expect(host.line.taken).toBeLessThan(100)
    })

    it('reads on when the window that was behind closes', async () => {
      open()
      await reach('connected')
      window.draws = false
      flood(50)
      await window.until(() => window.receivedBytes >= HIGH_WATER_BYTES)
      window.close()
      await expect.poll(() => host.line.taken).toBe(50)
    })

    it('goes on without a window that draws nothing, and shows it all again when it does', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
      try {
        open()
        await reach('connected')
        window.draws = false
        flood(60)
        await window.until(() => window.receivedBytes >= HIGH_WATER_BYTES)
        expect(host.line.taken).toBeLessThan(60)
        vi.advanceTimersByTime(STALLED_MS)
        await expect.poll(() => host.line.taken).toBe(60)
        vi.advanceTimersByTime(BATCH_MS)
        expect(window.histories.length).toBe(1)

        window.draws = true
        await window.until(() => window.histories.length === 2)
        expect(window.histories[1]?.length).toBe(60 * chunk.length)
        host.line.say('and on')
        await window.until(() => window.textSince(-10).endsWith('and on'))
      } finally {
        vi.useRealTimers()
      }
    })

    it('is not fooled by a window that claims to have drawn more than it was sent', async () => {
      open()
      await reach('connected')
      window.draws = false
      window.request({ type: 'drawn', count: Number.MAX_SAFE_INTEGER })
      flood(100)
      await window.until(() => window.receivedBytes >= HIGH_WATER_BYTES)
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(host.line.taken).toBeLessThan(100)
    })
  })

  describe('status', () => {
    it('waits for a machine that is off, and attaches when it starts', async () => {
      open(false)
      await window.until(() => window.statuses.length > 0)
      expect(host.attempts).toBe(0)
      session.machineStarted()
      await reach('connected')
      expect(states()).toEqual(['waiting', 'attaching', 'connected'])
    })

    it('keeps what was shown when the machine stops and starts', async () => {
      open()
      await reach('connected')
      host.line.say('before\r\n')
      host.refusal = 'not-running'
      host.line.end()
      session.machineStopped()
      await reach('waiting')
      host.refusal = null
      session.machineStarted()
      await reach('connected')
      host.line.say('after\r\n')
      await window.until(() => window.textSince(0).includes('after'))
      expect(window.textSince(0)).toContain('before')
      expect(host.lines[0]?.isReleased).toBe(true)
    })

    it('learns from the refusal that the machine has stopped, where no news came', async () => {
      open()
      await reach('connected')
      host.refusal = 'not-running'
      host.line.end()
      await reach('waiting')
      expect(states()).toEqual(['attaching', 'connected', 'attaching', 'waiting'])
    })

    it('comes back by itself when the line breaks under a running machine', async () => {
      open()
      await reach('connected')
      host.line.end(new Error('stream had I/O failure'))
      await reach('attaching')
      await reach('connected')
      expect(host.lines.length).toBe(2)
    })

    it('shows the last words of a machine that stopped', async () => {
      open()
      await reach('connected')
      session.machineStopped()
      host.line.say('Power down.\r\n')
      host.line.end()
      await window.until(() => window.textSince(0).includes('Power down.'))
      expect(window.status?.state).toBe('waiting')
    })

    it('leaves a console that is in use alone until told to take it over', async () => {
      host.refusal = 'in-use'
      open()
      await reach('in-use')
      expect(window.status).toMatchObject({ failure: { code: 'in-use' } })
      expect(host.lines).toEqual([])
      window.request({ type: 'attach', takeOver: true })
      await reach('connected')
      expect(host.line.takeOver).toBe(true)
    })

    it('does not take a console back that was taken from it', async () => {
      open()
      await reach('connected')
      host.refusal = 'in-use'
      host.line.end(new Error('stream had I/O failure'))
      await reach('in-use')
      await new Promise((resolve) => setTimeout(resolve, 600))
      expect(host.lines.map(({ takeOver }) => takeOver)).toEqual([false])
    })

    it('tries again by itself after a failure that may pass, and says so only once', async () => {
      host.refusal = 'for-now'
      open()
      await reach('failed')
      await expect.poll(() => host.attempts).toBe(2)
      host.refusal = null
      await reach('connected')
      expect(states()).toEqual(['attaching', 'failed', 'connected'])
    })

    it('gives up on what will not change', async () => {
      host.refusal = 'for-good'
      open()
      await reach('failed')
      await new Promise((resolve) => setTimeout(resolve, 700))
      expect(host.attempts).toBe(1)
    })

    it('releases its own line before it attaches again', async () => {
      open()
      await reach('connected')
      window.request({ type: 'attach', takeOver: false })
      await window.until(() => states().length === 4)
      expect(states()).toEqual(['attaching', 'connected', 'attaching', 'connected'])
      expect(host.lines.map(({ isReleased }) => isReleased)).toEqual([true, false])
    })

    it('attaches after all when the machine starts during an attempt that came too early', async () => {
      host.refusal = 'not-running'
      open()
      session.machineStarted()
      await expect.poll(() => host.attempts).toBe(1)
      host.refusal = null
      await reach('connected')
      expect(states()).not.toContain('waiting')
    })
  })

  it('ignores what no console window says', async () => {
    open()
    await reach('connected')
    for (const nonsense of [
      null,
      'input',
      {},
      { type: 'input', bytes: 'text' },
      { type: 'drawn', count: -1 },
      { type: 'attach' },
      { type: 'drawn', count: 1.5 },
    ]) {
      window.post(nonsense)
    }
    window.type('x')
    await expect.poll(() => host.line.written).toEqual(['x'])
    expect(states()).toEqual(['attaching', 'connected'])
  })

  it('lets everything go when closed', async () => {
    open()
    await reach('connected')
    await session.close()
    expect(host.line.isReleased).toBe(true)
    expect(session.isWatched).toBe(false)
  })
})
