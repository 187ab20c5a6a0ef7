import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SizeConsent, TerminalSize } from '../../src-preload/contract/console'
import { SizeTeller } from './size-teller'

describe('SizeTeller', () => {
  let offered: TerminalSize | null
  let typed: string[]
  let isAtPrompt: boolean

  const make = (consent: SizeConsent): SizeTeller => {
    const teller = new SizeTeller(consent, {
      offer: (size) => {
        offered = size
      },
      type: (line) => typed.push(line),
      isAtPrompt: () => isAtPrompt,
    })
    teller.changed({ columns: 80, rows: 24 })
    vi.advanceTimersByTime(1000)
    return teller
  }

  beforeEach(() => {
    vi.useFakeTimers()
    offered = null
    typed = []
    isAtPrompt = true
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('offers nothing for the size that the window has at first', () => {
    make('ask')
    expect(offered).toBe(null)
  })

  it('offers once when the size has settled, and types only when told to', () => {
    const teller = make('ask')
    for (let columns = 81; columns <= 120; columns++) teller.changed({ columns, rows: 40 })
    vi.advanceTimersByTime(1000)
    expect(offered).toEqual({ columns: 120, rows: 40 })
    expect(typed).toEqual([])
    teller.tell()
    expect(typed).toEqual([' stty rows 40 cols 120\r'])
    expect(offered).toBe(null)
  })

  it('takes the offer back when the size is what it was', () => {
    const teller = make('ask')
    teller.changed({ columns: 100, rows: 24 })
    vi.advanceTimersByTime(1000)
    teller.changed({ columns: 80, rows: 24 })
    vi.advanceTimersByTime(1000)
    expect(offered).toBe(null)
  })

  it('types by itself where it always may, but at a prompt only', () => {
    const teller = make('always')
    isAtPrompt = false
    teller.changed({ columns: 100, rows: 30 })
    vi.advanceTimersByTime(1000)
    teller.heard()
    expect(typed).toEqual([])
    isAtPrompt = true
    teller.heard()
    teller.heard()
    expect(typed).toEqual([' stty rows 30 cols 100\r'])
  })

  it('says nothing where it never may', () => {
    const teller = make('never')
    teller.changed({ columns: 100, rows: 30 })
    vi.advanceTimersByTime(1000)
    teller.heard()
    expect([offered, typed]).toEqual([null, []])
  })
})
