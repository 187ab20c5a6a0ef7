import { expect, it } from 'vitest'
import type { Machine } from '../../src-preload/contract/machine'
import { machineNamed } from '../testing/machines'
import { titleOf } from './action'
import { machineActionTable } from './machine-actions'

const running = machineNamed('web', { state: 'running' })
const paused = machineNamed('db', { state: 'paused' })
const saved = machineNamed('lap', { state: 'saved' })
const off = machineNamed('off')
const container = machineNamed('box', { state: 'running', impossible: ['save'] })

/** Title and objection of an action with some machines. */
const look = (id: string, targets: readonly Machine[]): [string, string | null] => {
  const action = machineActionTable.find((candidate) => candidate.id === id)
  if (action === undefined) throw new Error(`no action ${id}`)
  const context = { targets, hosts: [], hostId: null, host: undefined }
  return [titleOf(action, context), action.whyNot(context)]
}

it.each([
  ['machine.start', [off], ['Start', null]],
  ['machine.start', [paused], ['Resume', null]],
  ['machine.start', [saved], ['Restore', null]],
  ['machine.start', [paused, off], ['Start', null]],
  ['machine.start', [running], ['Start', 'it is running']],
  ['machine.pause', [running], ['Pause', null]],
  ['machine.pause', [paused], ['Resume', null]],
  ['machine.pause', [running, paused], ['Pause', null]],
  ['machine.pause', [off], ['Pause', 'it is shut off']],
  ['machine.shutDown', [off, paused], ['Shut down', 'it fits none of the selected']],
  ['machine.shutDown', [], ['Shut down', 'no machine is selected']],
  ['machine.save', [running], ['Save to disk', null]],
  ['machine.save', [container], ['Save to disk', 'its host can’t do that']],
  ['machine.pause', [container], ['Pause', null]],
  ['machine.console', [off], ['Serial console', null]],
  ['machine.display', [off], ['Graphical display', null]],
] as const)('%s for %o', (id, targets, expected) => {
  expect(look(id, targets)).toEqual(expected)
})

it('opens no more than a few windows at once', () => {
  const many = Array.from({ length: 9 }, (_, index) => machineNamed(`m${index}`))
  expect(look('machine.console', many)[1]).toBe('at most 8 consoles open at once')
  expect(look('machine.display', many)[1]).toBe('at most 8 displays open at once')
})
