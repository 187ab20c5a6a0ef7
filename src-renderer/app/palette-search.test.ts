import { expect, it } from 'vitest'
import { fleetOf } from '../queries/fleet'
import { machineNamed } from '../testing/machines'
import type { ActionContext } from './action'
import { actionTable } from './actions'
import { actionsMatching, machinesMatching } from './palette-search'

const context: ActionContext = {
  targets: [machineNamed('web', { state: 'running' })],
  hosts: [],
  hostId: null,
  host: undefined,
}

const idsFor = (search: string): string[] =>
  actionsMatching(actionTable([]), context, search).map((action) => action.id)

it('offers everything before anything is typed', () => {
  expect(idsFor('')).toHaveLength(actionTable([]).length)
})

it('puts what is named so before what is only about it', () => {
  const found = idsFor('re')
  // Starting is found by its other names, Resume and Restore.
  expect(found).toContain('machine.start')
  expect(found.indexOf('machine.reboot')).toBeLessThan(found.indexOf('machine.start'))
  expect(idsFor('reset')[0]).toBe('machine.reset')
  expect(idsFor('resume')).toEqual(['machine.start', 'machine.pause'])
})

it('wants every word', () => {
  expect(idsFor('sort mem')).toEqual(['view.sort.memory'])
  expect(idsFor('sort nothing')).toEqual([])
})

it('finds machines by parts of their names', () => {
  const fleet = fleetOf({ version: 0, machines: [machineNamed('Web-1'), machineNamed('db')] })
  expect(machinesMatching(fleet, 'web').map(({ name }) => name)).toEqual(['Web-1'])
  expect(machinesMatching(fleet, ' ')).toEqual([])
})
