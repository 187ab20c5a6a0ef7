import { expect, it } from 'vitest'
import { exactSize, parseSize } from './parse-size'

it.each([
  ['20', 20 * 2 ** 30],
  ['20 GiB', 20 * 2 ** 30],
  ['1.5g', 1.5 * 2 ** 30],
  ['1,5 GB', 1.5 * 2 ** 30],
  [' 512 MiB ', 512 * 2 ** 20],
  ['8M', 8 * 2 ** 20],
  ['64k', 65_536],
  ['2T', 2 * 2 ** 40],
  ['4096 bytes', 4096],
  ['1B', 1],
])('reads %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

it.each(['', 'much', '-1', '1 2', '10 GiBs', '1e9', '99999999P', '0x10'])('refuses %s', (text) => {
  expect(parseSize(text)).toBeNull()
})

it.each([20 * 2 ** 30, 1.5 * 2 ** 30, 8 * 2 ** 20, 1234567, 512])(
  'writes %d so that it is read',
  (bytes) => {
    expect(parseSize(exactSize(bytes))).toBe(bytes)
  },
)
