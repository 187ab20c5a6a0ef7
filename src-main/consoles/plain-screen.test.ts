import { Terminal } from '@xterm/headless'
import { expect, it } from 'vitest'
import { PLAIN_SCREEN } from './plain-screen'

/** The lines that a terminal shows after it was sent this. */
const linesAfter = async (text: string): Promise<readonly string[]> => {
  const terminal = new Terminal({ cols: 20, rows: 5, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(text, resolve))
  const { active } = terminal.buffer
  expect(active.type).toBe('normal')
  return Array.from({ length: 3 }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
}

it.each([
  ['an ordinary screen', 'one\r\ntwo'],
  ['a full-screen program', 'one\r\ntwo\x1b[?1049h\x1b[Hprogram'],
  ['an earlier saved cursor', '\x1b7one\r\ntwo'],
])('leaves the cursor where it was: %s', async (_, before) => {
  expect(await linesAfter(`${before}${PLAIN_SCREEN}-three`)).toEqual(['one', 'two-three', ''])
})
