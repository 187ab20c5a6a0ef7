import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from './lib/project.mjs'

const page = readFileSync(join(projectFolder, 'docs', 'threat-model.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| (?!-)/.test(line))
const threats = rows.filter((line) => !/\| shown by +\|$/.test(line))
const named = threats.map((line) => {
  const [, file = '', title = ''] = /`([^`]+)` “([^”]+)” +\|$/.exec(line) ?? []
  return { line, file, title }
})

test('there are threats', () => expect(threats.length).toBeGreaterThan(20))

test.each(named)('$line', ({ file, title }) => {
  expect(existsSync(join(projectFolder, file))).toBe(true)
  expect(readFileSync(join(projectFolder, file), 'utf8')).toContain(title)
})
