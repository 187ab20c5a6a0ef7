import { expect, it } from 'vitest'
import { checkPng } from './check-png'

/** The beginning of a PNG that says it has such a size. */
const png = (width: number, height: number, bytes = 33): Buffer => {
  const file = Buffer.alloc(bytes)
  file.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  if (bytes >= 24) {
    file.writeUInt32BE(width, 16)
    file.writeUInt32BE(height, 20)
  }
  return file
}

it('lets screens pass', () => {
  expect(() => checkPng(png(3840, 2160))).not.toThrow()
})

it.each([
  ['nothing', Buffer.alloc(0), /cannot be read/],
  ['a torn header', png(1, 1, 24), /cannot be read/],
  ['another format', Buffer.from('P6\n1 1\n255\n'.padEnd(64)), /cannot be read/],
  ['no pixels', png(0, 600), /cannot be read/],
  ['a bomb', png(0xffff_ffff, 0xffff_ffff), /too large/],
  ['a wide one', png(100_000, 168), /too large/],
])('refuses %s', (_, bytes, words) => {
  expect(() => checkPng(bytes)).toThrow(words)
})
