import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PasteProgress } from '../../src-preload/contract/console'
import { BLIND_TICK_MS, CHUNK_BYTES, PacedInput, UNHEARD_BYTES } from './paced-input'

describe('PacedInput', () => {
  let sent: Buffer
  let progress: (PasteProgress | null)[]
  let input: PacedInput

  const text = Buffer.from(Array.from({ length: 4096 }, (_, i) => 97 + (i % 26)))

  beforeEach(() => {
    vi.useFakeTimers()
    sent = Buffer.alloc(0)
    progress = []
    input = new PacedInput({
      send: (bytes) => {
        sent = Buffer.concat([sent, bytes])
      },
      progressed: (at) => progress.push(at),
    })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends a short one at once', () => {
    input.add(Buffer.from('ls\r'))
    vi.advanceTimersByTime(200)
    expect(String(sent)).toBe('ls\r')
    expect(progress).toEqual([])
  })

  it('has no more under way than the guest has yet to echo', () => {
    input.add(text)
    vi.advanceTimersByTime(200)
    expect(sent.length).toBe(UNHEARD_BYTES)
    input.hear(CHUNK_BYTES)
    vi.advanceTimersByTime(20)
    expect(sent.length).toBe(UNHEARD_BYTES + CHUNK_BYTES)
  })

  it('sends all of it, in order, to a guest that echoes, and says when it is over', () => {
    input.add(text)
    for (let heard = 0; heard < text.length; heard += CHUNK_BYTES) {
      vi.advanceTimersByTime(8)
      input.hear(CHUNK_BYTES)
    }
    vi.advanceTimersByTime(8)
    expect(sent.equals(text)).toBe(true)
    const told = progress.flatMap((at) => at?.sent ?? [])
    expect(told.length).toBeGreaterThan(2)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(progress.at(-1)).toBe(null)
  })

  it('goes on slowly to a guest that echoes nothing', () => {
    input.add(text)
    vi.advanceTimersByTime(250)
    const before = sent.length
    vi.advanceTimersByTime(10 * BLIND_TICK_MS)
    expect(sent.length - before).toBeGreaterThan(8 * CHUNK_BYTES)
    expect(sent.length - before).toBeLessThan(12 * CHUNK_BYTES)
  })

  it('waits longer for one that has echoed and is busy', () => {
    input.add(text)
    vi.advanceTimersByTime(50)
    input.hear(UNHEARD_BYTES)
    vi.advanceTimersByTime(1500)
    expect(sent.length).toBe(2 * UNHEARD_BYTES)
  })

  it('goes on at the slow pace where part of the echo is lost, and does not stop at each sign', () => {
    input.add(text)
    // Of every chunk an eighth is heard of, as by a program that says a word for each line.
    for (let heard = 0, at = 0; at < 6_000; at += 20) {
      vi.advanceTimersByTime(20)
      if (sent.length - heard < CHUNK_BYTES) continue
      heard += CHUNK_BYTES
      input.hear(CHUNK_BYTES / 8)
    }
    expect(sent.equals(text)).toBe(true)
  })

  it('trusts the echo again when it has caught up', () => {
    input.add(text)
    vi.advanceTimersByTime(50)
    input.hear(1)
    vi.advanceTimersByTime(2_100)
    const before = sent.length
    expect(before).toBeGreaterThan(UNHEARD_BYTES)
    input.hear(before)
    vi.advanceTimersByTime(1_000)
    expect(sent.length).toBe(before + UNHEARD_BYTES)
  })

  it('takes output of programs for no more than what was sent', () => {
    input.add(text)
    input.hear(1_000_000)
    vi.advanceTimersByTime(200)
    expect(sent.length).toBe(CHUNK_BYTES + UNHEARD_BYTES)
  })

  it('sends a second paste behind the first', () => {
    input.add(Buffer.from('first '))
    input.add(Buffer.from('second'))
    vi.advanceTimersByTime(20)
    expect(String(sent)).toBe('first second')
  })

  it('throws the rest away when stopped, and begins anew afterwards', () => {
    input.add(text)
    vi.advanceTimersByTime(400)
    input.stop()
    const before = sent.length
    vi.advanceTimersByTime(1000)
    expect(sent.length).toBe(before)
    expect(progress.at(-1)).toBe(null)
    input.add(Buffer.from('again'))
    vi.advanceTimersByTime(20)
    expect(String(sent.subarray(before))).toBe('again')
  })
})
