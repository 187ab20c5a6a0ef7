import { format } from 'prettier'
import { expect, it } from 'vitest'
import { consoleKeys } from '../console/console-keys'
import { displayKeys } from '../display/display-keys'
import { hostNamed } from '../testing/hosts'
import { tileKeys } from '../tiles/tile-keys'
import { readableKey } from '../ui/key-hint'
import { generalTitleOf, type Action } from './action'
import { actionTable } from './actions'

const cell = (text: string): string => text.replaceAll('|', '\\|')

const keysOf = (keys: readonly string[]): string =>
  keys.map((key) => `<kbd>${cell(readableKey(key))}</kbd>`).join(' ')

const table = (rows: readonly (readonly [string, string])[]): string =>
  [
    '| key | what it does |',
    '| --- | --- |',
    ...rows.map(([key, what]) => `| ${key} | ${cell(what)} |`),
  ].join('\n')

const section = (title: string, actions: readonly Action[]): string =>
  `## ${title}\n\n${table(actions.map((action) => [keysOf(action.keys), generalTitleOf(action)]))}`

const windowKeys = (keys: Readonly<Record<string, { title: string; keys: string }>>): string =>
  table(Object.values(keys).map(({ title, keys: key }) => [keysOf([key]), title]))

/** The page that tells all keys and actions: made from the tables that bind them. */
const page = (): string => {
  const actions = actionTable([hostNamed('this computer')])
  const bound = actions.filter(({ keys }) => keys.length > 0)
  const groups = [...new Set(bound.map(({ group }) => group))]
  const unbound = actions.filter(({ keys }) => keys.length === 0)
  return [
    '# Keys',
    'Made from the tables that bind them; `?` shows them in the app. All can be bound otherwise in the settings. In the list a key acts on the selected machines, or on the one under the cursor.',
    ...groups.map((group) =>
      section(
        group,
        bound.filter((action) => action.group === group),
      ),
    ),
    '## Without a key',
    'In the command palette (<kbd>Ctrl+K</kbd>), and to be bound in the settings:',
    unbound.map((action) => `- ${generalTitleOf(action)}`).join('\n'),
    '## In a serial console',
    'Every other key is the guest’s.',
    windowKeys(consoleKeys),
    '## In a window of several consoles',
    'Every other key is the guest’s whose tile has the focus, or while broadcasting every guest’s.',
    windowKeys(tileKeys),
    '## In a display',
    'Every other key is the guest’s.',
    windowKeys(displayKeys),
    '',
  ].join('\n\n')
}

it('docs/keys.md tells every key and every action (made anew by vitest -u)', async () => {
  const text = await format(page(), { parser: 'markdown', semi: false, printWidth: 100 })
  await expect(text).toMatchFileSnapshot('../../docs/keys.md')
})
