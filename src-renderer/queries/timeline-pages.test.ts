import { expect, it } from 'vitest'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { olderThan, withNewer } from './timeline-pages'

const entry = (at: number, text = `at ${at}`): TimelineEntry => ({
  at,
  hostId: 'host',
  text,
  askedBy: 'nobody',
})

const [a, b, c, d] = [entry(4), entry(3), entry(2), entry(1)] as const

it('puts what is new before what is known', () => {
  expect(withNewer([c, d], [a, b, c])).toEqual([a, b, c, d])
  expect(withNewer([], [a, b])).toEqual([a, b])
})

it('leaves what is known as it is where nothing is new', () => {
  const known = [a, b]
  expect(withNewer(known, [a, b])).toBe(known)
})

it('begins anew rather than leave a gap', () => {
  expect(withNewer([d], [a, b])).toEqual([a, b])
})

it('tells apart what happened in the same millisecond', () => {
  const [one, other] = [entry(5, 'one'), entry(5, 'other')]
  expect(withNewer([one, a], [other, one, a])).toEqual([other, one, a])
})

it('asks for older ones without losing any of the same millisecond', () => {
  expect(olderThan([], 10)).toBeNull()
  expect(olderThan([a, b, c], 10)).toEqual({ before: 3, limit: 11, known: 1 })
  expect(olderThan([a, entry(2, 'x'), c], 10)).toEqual({ before: 3, limit: 12, known: 2 })
})
