import pino from 'pino'
import { expect, test } from 'vitest'
import { whyNot, type Machine } from '../../src-preload/contract/machine'
import type { Connection } from '../libvirt'
import { Capabilities } from '../libvirt/capabilities'
import { ErrorCode, LibvirtError, UnsupportedError } from '../libvirt/errors'
import type { Procedure } from '../libvirt/wire/procedure'
import { Inventory } from './inventory'
import { MachineControl } from './machine-control'

const machine = (number: number): Machine => ({
  id: `lxc/${number}`,
  hostId: 'lxc',
  uuid: String(number),
  name: `machine-${number}`,
  state: 'running',
})

/** A host whose driver, as that for containers, cannot save machines. */
const lackingSave = () => {
  const capabilities = new Capabilities(9_000_000)
  const sent: string[] = []
  const call = (procedure: Procedure<unknown, unknown>): Promise<unknown> => {
    const refusal = capabilities.refusal(procedure)
    if (refusal) return Promise.reject(new UnsupportedError(procedure.name, refusal))
    sent.push(procedure.name)
    if (procedure.name !== 'domainManagedSave') return Promise.resolve({})
    const error = new LibvirtError({
      code: ErrorCode.noSupport,
      domain: 0,
      level: 2,
      message: 'this function is not supported by the connection driver: virDomainManagedSave',
      procedure: procedure.name,
      details: ['virDomainManagedSave'],
    })
    capabilities.learn(procedure, error)
    return Promise.reject(error)
  }
  const supports: Connection['supports'] = (subject) => !capabilities.refusal(subject)
  return { connection: { call, supports } as unknown as Connection, sent }
}

test('what a host’s driver lacks is asked of it once, and then of none of its machines', async () => {
  const inventory = new Inventory()
  for (const number of [1, 2, 3]) inventory.put(machine(number))
  const { connection, sent } = lackingSave()
  const log = pino({ level: 'silent' })
  const control = new MachineControl(
    inventory,
    () => connection,
    () => 1,
    log,
  )
  expect(whyNot('save', machine(2))).toBeNull()
  const outcomes = await control.act('save', ['lxc/1', 'lxc/2'])
  expect(outcomes.map(({ failure }) => failure?.code)).toEqual(['unsupported', 'unsupported'])
  expect(sent).toEqual(['domainManagedSave'])
  for (const number of [1, 2, 3]) {
    const known = inventory.get(`lxc/${number}`)
    expect(known && whyNot('save', known)).toBe('its host can’t do that')
    expect(known && whyNot('pause', known)).toBeNull()
    expect(known).not.toHaveProperty('pending')
  }
  inventory.flush()
})
