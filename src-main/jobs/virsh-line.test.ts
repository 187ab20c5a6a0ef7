import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWord, virshLine } from './virsh-line'

/** What a shell makes of words, as a program would get them. */
const asRead = (line: string): string[] =>
  execFileSync('bash', ['-c', `printf '%s\\0' ${line}`])
    .toString()
    .split('\0')
    .slice(0, -1)

const unicode = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((text) => text.replaceAll('\0', ''))
const hostile = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '`',
      '$',
      '\\',
      '\n',
      '\r',
      '\u001b',
      '!',
      ';',
      '-',
      '#',
      '0',
      ' ',
      '\u202e',
    ),
  )
  .map((parts) => parts.join(''))

test('a shell reads back every word as it was, whatever is in it', () => {
  const words = fc.array(fc.oneof(unicode, hostile), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(words, (texts) => {
      expect(asRead(texts.map(shellWord).join(' '))).toEqual(texts)
    }),
    { numRuns: 60 },
  )
})

test('nothing that a terminal would act on is in the line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(shellWord(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }),
  )
})

test('a line reads like one that a person would write', () => {
  const options = {
    vol: 'a b.iso',
    pool: 'default',
    file: '/tmp/x',
    sparse: true,
    offset: undefined,
  }
  expect(virshLine('qemu:///system', 'vol-upload', options)).toBe(
    "virsh -c qemu:///system vol-upload --vol 'a b.iso' --pool default --file /tmp/x --sparse",
  )
})
