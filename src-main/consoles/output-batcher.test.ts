import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BATCH_BYTES, BATCH_MS, FLOOD_MS, OutputBatcher } from './output-batcher'

describe('OutputBatcher', () => {
  let passed: string[]
  let batcher: OutputBatcher

  const add = (text: string): void => batcher.add(Buffer.from(text))

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    passed = []
    batcher = new OutputBatcher((batch) => passed.push(Buffer.from(batch).toString()))
  })

  afterEach(() => vi.useRealTimers())

  it('passes the echo of a lone keystroke on at once', () => {
    add('a')
    vi.advanceTimersByTime(BATCH_MS)
    add('b')
    expect(passed).toEqual(['a', 'b'])
  })

  it('holds what follows closely, and passes it on together', () => {
    for (const piece of ['one', ' two', ' three']) add(piece)
    expect(passed).toEqual(['one'])
    vi.advanceTimersByTime(BATCH_MS)
    expect(passed).toEqual(['one', ' two three'])
  })

  it('does not wait longer than it must when output keeps coming', () => {
    add('0')
    for (let i = 1; i <= 2 * BATCH_MS; i++) {
      vi.advanceTimersByTime(1)
      add(String(i))
    }
    vi.advanceTimersByTime(BATCH_MS)
    expect(passed).toEqual(['0', '123', '45678'])
  })

  it('waits longer the longer a flood lasts, and not any more when it is over', () => {
    for (let i = 0; i < 40 * FLOOD_MS; i++) {
      add('.')
      vi.advanceTimersByTime(1)
    }
    const last = passed.slice(-3)
    expect(last.map((batch) => batch.length)).toEqual([FLOOD_MS, FLOOD_MS, FLOOD_MS])
    vi.advanceTimersByTime(2 * FLOOD_MS)
    add('a')
    expect(passed.at(-1)).toBe('a')
  })

  it('passes a full batch on without waiting', () => {
    add('first')
    add('x'.repeat(BATCH_BYTES - 1))
    add('yz')
    expect(passed.map((batch) => batch.length)).toEqual([5, BATCH_BYTES - 1])
    batcher.flush()
    expect(passed.at(-1)).toBe('yz')
  })

  it('is quiet when there is nothing', () => {
    add('a')
    batcher.flush()
    vi.advanceTimersByTime(10 * BATCH_MS)
    expect(passed).toEqual(['a'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('loses and reorders nothing, whatever the sizes and pauses', () => {
    const piece = fc.record({
      bytes: fc.uint8Array({ maxLength: 100 }),
      times: fc.constantFrom(1, 1, 1, 2000),
      pause: fc.integer({ min: 0, max: 6 }),
    })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const out: Buffer[] = []
        const subject = new OutputBatcher((batch) => out.push(Buffer.from(batch)))
        const expected = pieces.map(({ bytes, times, pause }) => {
          const chunk = Buffer.concat(Array.from({ length: times }, () => bytes))
          subject.add(chunk)
          vi.advanceTimersByTime(pause)
          return chunk
        })
        subject.flush()
        expect(Buffer.concat(out).equals(Buffer.concat(expected))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
