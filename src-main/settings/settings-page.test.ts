import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingValues } from '../../src-preload/contract/settings'

const page = readFileSync(join(import.meta.dirname, '../../docs/settings.md'), 'utf8')
const told = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name)

test('docs/settings.md tells every setting, and no other', () => {
  expect(told).toEqual(Object.keys(settingValues.shape))
})
