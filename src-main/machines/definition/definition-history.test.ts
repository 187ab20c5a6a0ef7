import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { DefinitionHistory } from './definition-history'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-history-'))
afterAll(() => rmSync(folder, { recursive: true }))

const historyIn = (name: string) =>
  new DefinitionHistory(join(folder, name), pino({ level: 'silent' }))

test('keeps the newest first, the same not twice, and gives each back', () => {
  const history = historyIn('order')
  for (const xml of ['<a/>', '<a/>', '<b/>']) history.add('host/../x', xml, `was ${xml}`)
  history.add('other', '<c/>', 'w')
  const list = historyIn('order').list('host/../x')
  expect(list.map(({ why, bytes }) => [why, bytes])).toEqual([
    ['was <b/>', 4],
    ['was <a/>', 4],
  ])
  expect(history.get('host/../x', list[1]?.id ?? '')).toBe('<a/>')
  expect(() => history.get('other', list[1]?.id ?? '')).toThrow(/no longer kept/)
})

test('stays within its bounds, and keeps even one that is beyond them', () => {
  const history = historyIn('bounds')
  for (let i = 0; i < 60; i++) history.add('many', `<a>${i}</a>`, 'w')
  expect(history.list('many')).toHaveLength(50)
  const long = 'x'.repeat(1_500_000)
  for (const name of ['a', 'b']) history.add('long', `<${name}>${long}</${name}>`, 'w')
  expect(history.list('long')).toHaveLength(1)
  history.add('longest', 'x'.repeat(3_000_000), 'w')
  expect(history.list('longest')).toHaveLength(1)
})

test('is nobody else’s to read', () => {
  historyIn('mode').add('m', '<a/>', 'w')
  const [file = ''] = readdirSync(join(folder, 'mode'))
  expect(statSync(join(folder, 'mode', file)).mode & 0o077).toBe(0)
})

test('begins anew where its file is damaged', () => {
  const history = historyIn('damage')
  history.add('m', '<a/>', 'w')
  const [file = ''] = readdirSync(join(folder, 'damage'))
  writeFileSync(join(folder, 'damage', file), '{"machine": 1')
  expect(history.list('m')).toEqual([])
  history.add('m', '<b/>', 'w')
  expect(history.list('m')).toHaveLength(1)
})
