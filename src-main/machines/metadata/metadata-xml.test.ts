import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MachineMetadata } from '../../../src-preload/contract/metadata'
import { changeMetadata, readMetadata } from './metadata-xml'

const none: MachineMetadata = { tags: [], notes: '', colour: null, start: null }

test('a machine without notes has none, and saying nothing leaves nothing', () => {
  expect(readMetadata(null)).toEqual(none)
  expect(changeMetadata(null, {})).toBe(null)
  const xml = changeMetadata(null, {
    tags: ['a'],
    notes: 'b',
    colour: 'red',
    start: { order: 1, delay: 2 },
  })
  expect(changeMetadata(xml, { tags: [], notes: ' \n', colour: null, start: null })).toBe(null)
})

test('only what is given is changed', () => {
  const xml = changeMetadata(null, {
    tags: ['web', 'prod'],
    notes: 'first\nsecond',
    colour: 'teal',
  })
  const changed = changeMetadata(xml, { start: { order: 10, delay: 30 } })
  expect(readMetadata(changed)).toEqual({
    tags: ['web', 'prod'],
    notes: 'first\nsecond',
    colour: 'teal',
    start: { order: 10, delay: 30 },
  })
})

test('what a later version or another program wrote there stays', () => {
  const xml = `<machine since="2"><tag>old</tag><future deep="yes"><more/></future><!-- mine --></machine>`
  const changed = changeMetadata(xml, { tags: ['new'] }) ?? ''
  for (const part of ['since="2"', '<future deep="yes"><more/></future>', '<!-- mine -->']) {
    expect(changed.replaceAll("'", '"')).toContain(part)
  }
  expect(readMetadata(changed).tags).toEqual(['new'])
})

test('what makes no sense is read as nothing', () => {
  const xml = `<machine><colour>beige</colour><start order="-3" delay="soon"/><tag> </tag><tag>a</tag><tag>a</tag></machine>`
  expect(readMetadata(xml)).toEqual({ ...none, tags: ['a'], start: { order: 0, delay: 0 } })
})

test('any text that XML can carry comes back, whatever it looks like', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text.replaceAll('\n', '')))
  fc.assert(
    fc.property(fc.array(text), text, (tags, notes) => {
      const back = readMetadata(changeMetadata(null, { tags, notes }))
      expect(back.notes).toBe(notes.trim())
      expect(back.tags).toEqual([...new Set(tags.map((tag) => tag.trim()).filter(Boolean))])
    }),
  )
})
