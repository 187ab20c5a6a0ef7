import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateWords, type Machine, type MachineState } from '../../src-preload/contract/machine'
import { machineNamed } from '../testing/machines'
import { haystackOf } from './columns'
import { compileQuery, type Subject } from './query'

const subjectOf = (machine: Machine, hostName = 'lab-rack', cpu?: number): Subject => ({
  machine,
  hostName,
  haystack: () => haystackOf(machine, hostName),
  cpuPercent: () => cpu,
})

const web = machineNamed('web-1', {
  state: 'running',
  vcpus: 4,
  memoryKib: 4 * 1024 ** 2,
  tags: ['Web', 'two words'],
  addresses: ['10.0.0.7', 'fe80::1'],
})

const fits = (filter: string): boolean =>
  compileQuery(filter).matches(subjectOf(web, 'lab-rack', 60))

describe('a filter', () => {
  it.each([
    'web lab',
    'STATE:Running',
    'state:on',
    '-state:"shut off"',
    '-state:shutoff',
    'host:lab tag:web',
    'tag:"two words"',
    '"two words"',
    'cpu>50 cpu<=60%',
    'mem>2G mem=4 memory<4097MiB',
    'vcpus>=4',
    'fe80::1',
    'address:10.0',
    'uuid:uuid-of',
    '-db -host:attic',
    '-',
    '""',
  ])('%s fits', (filter) => expect(fits(filter)).toBe(true))

  it.each([
    '-web',
    'state:paused',
    'host:attic',
    'tag:eb',
    'cpu>60',
    '-cpu>50',
    'mem>4G',
    'name:lab',
    '"state:running"',
  ])('%s does not fit', (filter) => expect(fits(filter)).toBe(false))

  it('holds no figure that is not known to be anything', () => {
    const { matches } = compileQuery('cpu<100')
    expect(matches(subjectOf(web))).toBe(false)
    expect(compileQuery('-cpu<100').matches(subjectOf(web))).toBe(true)
  })

  it('says which machines are worth measuring', () => {
    const query = compileQuery('tag:web cpu>50')
    expect(query).toMatchObject({ measures: true, asksTags: true })
    expect(query.mayMatch(subjectOf(web))).toBe(true)
    expect(query.mayMatch(subjectOf(machineNamed('db')))).toBe(false)
  })
})

describe('a filter that is not understood', () => {
  it.each([
    ['colour:red', /“colour:” is nothing to filter by/],
    ['state:gone', /no state “gone”/],
    ['mem>lots', /wants a number/],
    ['disk>5', /“disk” is no figure/],
    ['constructor:x', /nothing to filter by/],
  ])('%s is looked for as it stands', (filter, problem) => {
    expect(compileQuery(filter).problem).toMatch(problem)
    expect(fits(filter)).toBe(false)
    const odd = machineNamed(`odd ${filter}`)
    expect(compileQuery(filter).matches(subjectOf(odd))).toBe(true)
  })

  it.each(['state:', 'cpu>', '-tag:', '"web'])('%s limits nothing while it is typed', (filter) => {
    expect(compileQuery(filter).problem).not.toBeNull()
    expect(fits(filter)).toBe(true)
  })
})

const words = ['web', 'db', 'lab', 'run', 'two words', '1']
const states = Object.keys(stateWords) as MachineState[]

/** A term as it is written, and what it means, said as plainly as can be. */
interface Spoken {
  readonly text: string
  readonly means: (machine: Machine, host: string, cpu: number | undefined) => boolean
}

const quoted = (word: string): string => (word.includes(' ') ? `"${word}"` : word)

const someTerm: fc.Arbitrary<Spoken> = fc.oneof(
  fc.constantFrom(...words).map((word) => ({
    text: quoted(word),
    means: (machine: Machine, host: string) =>
      [machine.name, stateWords[machine.state], host, ...(machine.tags ?? [])].some((text) =>
        text.toLowerCase().includes(word),
      ),
  })),
  fc.constantFrom(...states).map((state) => ({
    text: `state:"${stateWords[state]}"`,
    means: (machine: Machine) => machine.state === state,
  })),
  fc.constantFrom(...words).map((word) => ({
    text: `tag:${quoted(word)}`,
    means: (machine: Machine) => (machine.tags ?? []).some((tag) => tag.startsWith(word)),
  })),
  fc.nat(8).map((number) => ({
    text: `vcpus>${number}`,
    means: (machine: Machine) => machine.vcpus !== undefined && machine.vcpus > number,
  })),
  fc.nat(100).map((number) => ({
    text: `cpu<=${number}`,
    means: (_machine: Machine, _host: string, cpu: number | undefined) =>
      cpu !== undefined && cpu <= number,
  })),
)

const someMachine = fc
  .record({
    name: fc.constantFrom('web-1', 'db-2', 'lab'),
    state: fc.constantFrom(...states),
    tags: fc.subarray(words),
    vcpus: fc.nat(8),
  })
  .map(({ name, ...more }) => machineNamed(name, more))

it('answers what its terms mean one by one', () => {
  const signed = fc.tuple(fc.boolean(), someTerm)
  const cpu = fc.option(fc.nat(100), { nil: undefined })
  const host = fc.constantFrom('lab-rack', 'This computer')
  fc.assert(
    fc.property(
      fc.array(signed, { maxLength: 4 }),
      someMachine,
      host,
      cpu,
      (terms, of, at, load) => {
        const filter = terms.map(([negated, term]) => (negated ? '-' : '') + term.text).join('  ')
        const naive = terms.every(([negated, term]) => term.means(of, at, load) !== negated)
        const query = compileQuery(filter)
        expect(query.problem).toBeNull()
        expect(query.matches(subjectOf(of, at, load))).toBe(naive)
      },
    ),
    { numRuns: 500 },
  )
})

it('answers for any text at all', () => {
  fc.assert(
    fc.property(fc.string(), (filter) => {
      expect(typeof compileQuery(filter).matches(subjectOf(web))).toBe('boolean')
    }),
  )
})
