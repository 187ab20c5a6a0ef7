import { describe, expect, it } from 'vitest'
import { poolRequest, type PoolRequest } from '../../src-preload/contract/pool-request'
import { checkInput } from '../ui/check-input'
import { poolForms } from './pool-forms'
import { poolRequestOf, shownFields, type PoolValues } from './pool-request-of'

const samples: Readonly<Record<string, string>> = {
  'server.port': '3260',
  'permissions.mode': '0711',
  'permissions.owner': '107',
  'permissions.group': '107',
  'adapter.wwnn': '20000000c9831b4b',
  'adapter.wwpn': '10000000c9831b4b',
  devices: '/dev/sdb\n/dev/sdc\n',
  monitors: 'ceph1:6789\n[fd00::1]:6789\nceph3',
  path: '/srv/ü <pool>',
  device: '/dev/sdb',
}

/** Every field of a form filled in; of choices the last one. */
const filled = (type: PoolRequest['type'], choices: PoolValues = {}): PoolValues =>
  Object.fromEntries(
    poolForms[type].fields.map(({ at, options }) => [
      at,
      choices[at] ?? options?.at(-1)?.value ?? samples[at] ?? 'ä & b',
    ]),
  )

describe.each(Object.keys(poolForms) as PoolRequest['type'][])('the form for %s', (type) => {
  it('makes a request of which nothing is lost', () => {
    const values = filled(type)
    const { data, error } = poolRequest.safeParse(poolRequestOf(type, values))
    expect(error).toBeUndefined()
    const text = JSON.stringify(data)
    for (const { at } of shownFields(type, values)) {
      const last = (values[at] ?? '').trim().split('\n').at(-1) ?? ''
      expect(text).toContain(last)
    }
  })

  it('says which field is missing', () => {
    const values = filled(type)
    const fields = shownFields(type, values)
    for (const field of fields.filter(({ optional, kind }) => !optional && kind !== 'choice')) {
      const without = { ...values, [field.at]: ' ' }
      const { problem } = checkInput(
        poolRequest,
        poolRequestOf(type, without),
        (path) => fields.find(({ at }) => at === path)?.label,
      )
      expect(problem).toBe(`${field.label} is missing`)
    }
  })
})

it('reads servers with and without ports', () => {
  expect(poolRequestOf('rbd', filled('rbd'))).toMatchObject({
    monitors: [{ name: 'ceph1', port: 6789 }, { name: 'fd00::1', port: 6789 }, { name: 'ceph3' }],
  })
})

it('asks of an adapter only what its kind has', () => {
  const values = filled('scsi', { 'adapter.kind': 'scsi' })
  expect(poolRequestOf('scsi', values)).toMatchObject({
    adapter: { kind: 'scsi', name: 'ä & b' },
  })
})
