import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BREATH_MS, Breather } from './breather'

let said: string[]
let breather: Breather

const receive = (pieces: number, bytes: number): void => {
  for (let piece = 0; piece < pieces; piece++) breather.received(bytes)
  vi.advanceTimersByTime(0)
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
  })
  said = []
  breather = new Breather(
    () => said.push('hold'),
    () => said.push('release'),
  )
})

afterEach(() => vi.useRealTimers())

test('holds a flood of small pieces for a moment, again and again', () => {
  receive(100, 66)
  expect(said).toEqual(['hold'])
  vi.advanceTimersByTime(BREATH_MS)
  expect(said).toEqual(['hold', 'release'])
  receive(100, 66)
  expect(said).toEqual(['hold', 'release', 'hold'])
})

test('takes what has come already before it holds the rest', () => {
  for (let piece = 0; piece < 100; piece++) breather.received(66)
  expect(said).toEqual([])
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['hold'])
})

test('leaves alone what comes now and then, and what is large', () => {
  for (let key = 0; key < 100; key++) {
    receive(3, 2)
    vi.advanceTimersByTime(BREATH_MS + 1)
  }
  receive(100, 262_120)
  expect(said).toEqual([])
})

test('takes the small ends of large packets for no flood', () => {
  for (let packet = 0; packet < 100; packet++) {
    receive(2, 262_120)
    receive(3, 28)
  }
  expect(said).toEqual([])
})

test('reads on at once at the end, and only once', () => {
  receive(100, 66)
  breather.end()
  breather.end()
  vi.advanceTimersByTime(BREATH_MS)
  expect(said).toEqual(['hold', 'release'])
  expect(vi.getTimerCount()).toBe(0)
})
