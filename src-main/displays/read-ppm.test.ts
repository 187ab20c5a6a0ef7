import { describe, expect, it } from 'vitest'
import { Problem } from '../failures/problem'
import { readPpm } from './read-ppm'

const ppm = (header: string, ...values: number[]): Buffer =>
  Buffer.concat([Buffer.from(header), Buffer.from(values)])

describe('readPpm', () => {
  it('turns the colours round and makes them opaque', () => {
    expect(readPpm(ppm('P6\n2 1\n255\n', 1, 2, 3, 10, 20, 30))).toEqual({
      width: 2,
      height: 1,
      pixels: Buffer.from([3, 2, 1, 255, 30, 20, 10, 255]),
    })
  })

  it('reads past comments, and keeps colours that look like blanks', () => {
    const { width, height, pixels } = readPpm(
      ppm('P6 # QEMU\n1 # wide\n2\n255\n', 10, 32, 9, 7, 8, 9),
    )
    expect([width, height, ...pixels]).toEqual([1, 2, 9, 32, 10, 255, 9, 8, 7, 255])
  })

  it.each([
    ['nothing', ppm('')],
    ['another format', ppm('P5\n1 1\n255\n', 1, 2, 3)],
    ['fewer pixels than it says', ppm('P6\n2 2\n255\n', 1, 2, 3)],
    ['no pixels', ppm('P6\n0 5\n255\n')],
    ['two bytes a colour', ppm('P6\n1 1\n65535\n', 1, 2, 3, 4, 5, 6)],
    ['more pixels than there are', ppm('P6\n99999 99999\n255\n', 1, 2, 3)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readPpm(bytes)).toThrow(Problem)
  })
})
