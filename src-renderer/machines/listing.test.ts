import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateWords, type Machine, type MachineState } from '../../src-preload/contract/machine'
import { applyDeltas, fleetOf, type Fleet } from '../queries/fleet'
import type { View } from '../state/view'
import { machineNamed } from '../testing/machines'
import { columns, type ColumnId } from './columns'
import { Listing, type Rows } from './listing'

const hosts = new Map([
  ['h', 'This computer'],
  ['lab', 'lab-rack'],
])

const viewOf = (more: Partial<View> = {}): View => ({
  filter: '',
  hostId: null,
  sort: { column: 'name', descending: false },
  groupBy: 'none',
  ...more,
})

const namesOf = (rows: Rows): (string | undefined)[] =>
  Array.from({ length: rows.count }, (_, row) => rows.machineAt(row)?.name)

const list = (machines: Machine[], view: Partial<View> = {}): (string | undefined)[] =>
  namesOf(new Listing().update(fleetOf({ version: 0, machines }), hosts, viewOf(view)))

const web = machineNamed('web-10', { state: 'running', vcpus: 4, addresses: ['10.0.0.7'] })
const db = machineNamed('db-2', { state: 'paused', vcpus: 1, tags: ['Gold'] })
const ci = machineNamed('ci', { hostId: 'lab', vcpus: 2 })
const odd = machineNamed('odd')
const all = [web, db, ci, odd]

describe('filtering', () => {
  it.each([
    ['WEB', ['web-10']],
    ['paused', ['db-2']],
    ['lab-rack', ['ci']],
    ['10.0.0', ['web-10']],
    ['gold', ['db-2']],
    ['uuid-of-od', ['odd']],
    ['of-odd', []],
    ['shut off computer', ['odd']],
    ['web gold', []],
    ['  ', ['ci', 'db-2', 'odd', 'web-10']],
  ])('finds by %j', (filter, names) => {
    expect(list(all, { filter })).toEqual(names)
  })

  it('follows the load of those that it has to measure', () => {
    let load = 10
    const listing = new Listing((id) => ({ id, at: 0, cpuPercent: load }))
    const fleet = fleetOf({ version: 0, machines: all })
    const view = viewOf({ filter: 'cpu>50' })
    expect(listing.update(fleet, hosts, view).toMeasure(9)).toEqual([web.id, db.id])
    load = 90
    expect(namesOf(listing.update(fleet, hosts, view, { measured: [web.id] }))).toEqual(['web-10'])
    load = 20
    const rows = listing.update(fleet, hosts, view, { measured: [web.id] })
    expect(rows.count).toBe(0)
    expect(rows.toMeasure(1)).toEqual([web.id])
    expect(listing.update(fleet, hosts, viewOf()).toMeasure(9)).toEqual([])
    const sized = listing.update(fleet, hosts, viewOf({ filter: 'vcpus>1' }))
    expect(sized.toMeasure(9)).toEqual([odd.id])
  })

  it('shows one host alone', () => {
    expect(list(all, { hostId: 'lab' })).toEqual(['ci'])
  })

  it('follows what a machine becomes', () => {
    const listing = new Listing()
    const fleet = fleetOf({ version: 0, machines: all })
    const view = viewOf({ filter: 'running' })
    expect(namesOf(listing.update(fleet, hosts, view))).toEqual(['web-10'])
    const changed: Machine[] = [
      { ...web, state: 'shutOff' },
      { ...db, state: 'running' },
    ]
    const next = applyDeltas(fleet, [{ version: 1, changed, removed: [] }]) as Fleet
    expect(namesOf(listing.update(next, hosts, view))).toEqual(['db-2'])
  })

  it('follows a host that is renamed', () => {
    const listing = new Listing()
    const fleet = fleetOf({ version: 0, machines: all })
    const view = viewOf({ filter: 'attic' })
    expect(listing.update(fleet, hosts, view).count).toBe(0)
    expect(namesOf(listing.update(fleet, new Map([['lab', 'Attic']]), view))).toEqual(['ci'])
  })
})

describe('sorting', () => {
  const by = (column: ColumnId, descending = false) => list(all, { sort: { column, descending } })

  it('goes by natural names', () => {
    expect(by('name')).toEqual(['ci', 'db-2', 'odd', 'web-10'])
    expect(by('name', true)).toEqual(['web-10', 'odd', 'db-2', 'ci'])
  })

  it('puts what is not known last, whichever way', () => {
    expect(by('vcpus')).toEqual(['db-2', 'ci', 'web-10', 'odd'])
    expect(by('vcpus', true)).toEqual(['web-10', 'ci', 'db-2', 'odd'])
  })

  it('by load follows what is measured, and says what has to be', () => {
    const loads = new Map([
      [web.id, 10],
      [db.id, 20],
    ])
    const listing = new Listing((id) => ({ id, at: 0, cpuPercent: loads.get(id) ?? 0 }))
    const fleet = fleetOf({ version: 0, machines: all })
    const view = viewOf({ sort: { column: 'cpu', descending: true } })
    const rows = listing.update(fleet, hosts, view)
    expect(namesOf(rows)).toEqual(['db-2', 'web-10', 'ci', 'odd'])
    expect(rows.toMeasure(9)).toEqual([web.id, db.id])
    loads.set(web.id, 90)
    const measured = [web.id]
    expect(namesOf(listing.update(fleet, hosts, view, { measured }))).toEqual([
      'web-10',
      'db-2',
      'ci',
      'odd',
    ])
    const bySize = viewOf({ sort: { column: 'memory', descending: false } })
    expect(listing.update(fleet, hosts, bySize).toMeasure(9)).toEqual([odd.id])
  })

  it.each(columns.map(({ id }) => id))('has an order by %s that its reverse is of', (column) => {
    const known = all.filter((machine) => machine !== odd)
    const sorted = (descending: boolean) =>
      list(known, { sort: { column, descending } }).map((name) => name ?? '')
    expect([...sorted(false)].sort()).toEqual([...sorted(true)].sort())
    expect(sorted(false)).toHaveLength(3)
  })

  it('sorts equals by name', () => {
    expect(by('state')).toEqual(['web-10', 'db-2', 'ci', 'odd'])
  })
})

describe('grouping', () => {
  const by = (groupBy: View['groupBy']) =>
    new Listing().update(fleetOf({ version: 0, machines: all }), hosts, viewOf({ groupBy }))

  it('puts rows together, each group in the order of the list', () => {
    expect(by('state').groups).toEqual([
      { title: 'Running', first: 0, count: 1 },
      { title: 'Paused', first: 1, count: 1 },
      { title: 'Shut off', first: 2, count: 2 },
    ])
    expect(namesOf(by('host'))).toEqual(['ci', 'db-2', 'odd', 'web-10'])
    expect(by('host').groups.map(({ title }) => title)).toEqual(['lab-rack', 'This computer'])
    expect(by('tag').groups).toEqual([
      { title: 'Gold', first: 0, count: 1 },
      { title: 'No tag', first: 1, count: 3 },
    ])
  })

  it('does not say that there is no tag before tags are read', () => {
    const listing = new Listing()
    const fleet = fleetOf({ version: 0, machines: all })
    const view = viewOf({ groupBy: 'tag' })
    const titles = (tagsRead: boolean) =>
      listing.update(fleet, hosts, view, { tagsRead }).groups.map(({ title }) => title)
    expect(titles(false)).toEqual(['Gold', 'Reading tags…'])
    expect(titles(true)).toEqual(['Gold', 'No tag'])
  })
})

describe('rows', () => {
  it('know where each machine stands, and how many there are in all', () => {
    const fleet = fleetOf({ version: 0, machines: all })
    const rows = new Listing().update(fleet, hosts, viewOf({ filter: 'o' }))
    expect(rows.idAt(rows.rowOf(odd.id))).toBe(odd.id)
    expect(rows.rowOf('nobody')).toBe(-1)
    expect(rows).toMatchObject({
      total: 4,
      totals: new Map([
        ['h', 3],
        ['lab', 1],
      ]),
    })
  })

  it('find every machine that the filter was prepared for', () => {
    const listing = new Listing()
    const fleet = fleetOf({ version: 0, machines: all })
    listing.update(fleet, hosts, viewOf())
    let machines = 0
    expect(listing.prepare(() => (machines += 1) <= 2)).toBe(false)
    expect(listing.prepare(() => true)).toBe(true)
    expect(namesOf(listing.update(fleet, hosts, viewOf({ filter: 'gold' })))).toEqual(['db-2'])
  })
})

const states = Object.keys(stateWords) as MachineState[]

const someMachine = fc
  .record({
    number: fc.nat(30),
    state: fc.constantFrom(...states),
    hostId: fc.constantFrom('h', 'lab'),
    vcpus: fc.option(fc.nat(4), { nil: undefined }),
  })
  .map(({ number, vcpus, ...rest }) => ({
    ...machineNamed(`m-${number}`, rest),
    id: `machine ${number}`,
    ...(vcpus === undefined ? {} : { vcpus }),
  }))

const someView = fc
  .record({
    filter: fc.constantFrom('', '', 'm-1', '-state:running', 'vcpus>1 host:lab', 'nothing'),
    hostId: fc.constantFrom(null, null, 'lab'),
    column: fc.constantFrom<ColumnId>('name', 'state', 'vcpus', 'host'),
    descending: fc.boolean(),
    groupBy: fc.constantFrom<View['groupBy']>('none', 'host', 'state', 'tag'),
  })
  .map(({ column, descending, ...rest }) => viewOf({ ...rest, sort: { column, descending } }))

const someStep = fc.record({
  changed: fc.array(someMachine, { maxLength: 8 }),
  removed: fc.array(
    fc.nat(30).map((number) => `machine ${number}`),
    { maxLength: 4 },
  ),
  view: someView,
})

it('answers after any changes what it would answer from scratch', () => {
  fc.assert(
    fc.property(fc.array(someStep, { minLength: 1, maxLength: 12 }), (steps) => {
      const listing = new Listing()
      let fleet = fleetOf({ version: 0, machines: [] })
      for (const { changed, removed, view } of steps) {
        const delta = { version: fleet.version + 1, changed, removed }
        fleet = applyDeltas(fleet, [delta]) as Fleet
        const rows = listing.update(fleet, hosts, view)
        const afresh = new Listing().update(fleet, hosts, view)
        expect(namesOf(rows)).toEqual(namesOf(afresh))
        expect(rows.total).toBe(afresh.total)
        expect(rows.groups).toEqual(afresh.groups)
        for (let row = 0; row < rows.count; row += 1) {
          expect(rows.rowOf(rows.idAt(row) ?? '')).toBe(row)
        }
      }
    }),
    { numRuns: 200 },
  )
})
