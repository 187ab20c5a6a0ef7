import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConsoleHistory, HISTORY_BYTES } from './console-history'

const joined = (history: ConsoleHistory): string =>
  Buffer.from(history.snapshot()).toString('latin1')

describe('ConsoleHistory', () => {
  it('keeps everything up to its capacity', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }), (chunks) => {
        const history = new ConsoleHistory(480)
        for (const chunk of chunks) history.append(chunk)
        expect(Buffer.from(history.snapshot())).toEqual(Buffer.concat(chunks))
      }),
    )
  })

  it('keeps the last whole lines beyond it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 200 }),
        (chunks, capacity) => {
          const history = new ConsoleHistory(capacity)
          for (const chunk of chunks) history.append(chunk)
          const all = Buffer.concat(chunks)
          const kept = all.length > capacity ? all.subarray(-capacity) : all
          const cut = all.length > capacity ? kept.indexOf('\n') + 1 : 0
          expect(Buffer.from(history.snapshot())).toEqual(Buffer.from(kept.subarray(cut)))
        },
      ),
    )
  })

  it('does not cut away a screen that has no line ends', () => {
    const history = new ConsoleHistory(1024 * 1024)
    history.append(Buffer.alloc(2 * 1024 * 1024, 'x'))
    history.append(Buffer.from('\nend'))
    expect(history.snapshot().length).toBe(1024 * 1024)
  })

  it('holds 4 MiB of lines that came a few bytes at a time', () => {
    const history = new ConsoleHistory()
    const lines = 300_000
    for (let i = 0; i < lines; i++) history.append(Buffer.from(`line ${i} of the log\r\n`))
    const kept = joined(history)
    expect(kept.length).toBeLessThanOrEqual(HISTORY_BYTES)
    expect(kept.length).toBeGreaterThan(HISTORY_BYTES - 100)
    expect(kept).toMatch(/^line \d+ of the log\r\n/)
    expect(kept.endsWith(`line ${lines - 1} of the log\r\n`)).toBe(true)
  })
})
