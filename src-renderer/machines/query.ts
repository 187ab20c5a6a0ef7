import { stateWords, type Machine, type MachineState } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'

/** What a query is asked of: a machine and what is known around it. */
export interface Subject {
  readonly machine: Machine
  readonly hostName: string
  /** All that plain words look through, in lower case. */
  readonly haystack: () => string
  /** As last measured, 0 to 100; undefined where it was not. */
  readonly cpuPercent: () => number | undefined
}

export type Test = (subject: Subject) => boolean

/** A filter, made ready to be asked of many machines. */
export interface Query {
  /** Whether it lets everything through. */
  readonly empty: boolean
  readonly matches: Test
  /** The same but for what asks for measured figures: which machines are worth measuring. */
  readonly mayMatch: Test
  /** Whether it asks for load, which changes all the time. */
  readonly measures: boolean
  /** Whether it asks for processors or memory, which are known once a machine was measured. */
  readonly asksSize: boolean
  /** Whether it asks for tags, which have to be fetched first. */
  readonly asksTags: boolean
  /** What is wrong with it, in a sentence. */
  readonly problem: string | null
}

interface Term {
  readonly test: Test
  readonly measured?: 'load' | 'size'
  readonly asksTags?: boolean
  readonly problem?: string
}

type Comparison = (one: number, other: number) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '=': (one, other) => one === other,
}

const everything: Test = () => true

/** A UUID is known by how it begins: any few digits would be in the middle of some. */
const hasWord =
  (word: string): Test =>
  ({ machine, haystack }) =>
    haystack().includes(word) || machine.uuid.startsWith(word)

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')

const states = Object.keys(stateWords) as MachineState[]

/** The states that a word begins; `off` and `on` are what people say. */
const statesNamed = (word: string): ReadonlySet<MachineState> => {
  const letters = lettersOf(word)
  if (letters === 'off') return new Set<MachineState>(['shutOff'])
  if (letters === 'on') return new Set<MachineState>(['running'])
  return new Set(
    letters === ''
      ? []
      : states.filter((state) => lettersOf(stateWords[state]).startsWith(letters)),
  )
}

const stateTerm = (word: string): Term => {
  const named = statesNamed(word)
  if (named.size > 0) return { test: ({ machine }) => named.has(machine.state) }
  const known = states.map((state) => stateWords[state].toLowerCase()).join(', ')
  return {
    test: hasWord(`state:${word}`),
    problem: t('There is no state “{word}”: the states are {known}.', { word, known }),
  }
}

/** What may stand before a colon. */
const fields: Readonly<Record<string, (word: string) => Term>> = {
  name: (word) => ({ test: ({ machine }) => machine.name.toLowerCase().includes(word) }),
  host: (word) => ({ test: ({ hostName }) => hostName.toLowerCase().includes(word) }),
  state: stateTerm,
  tag: (word) => ({
    test: ({ machine }) => machine.tags?.some((tag) => tag.toLowerCase().startsWith(word)) ?? false,
    asksTags: true,
  }),
  address: (word) => ({
    test: ({ machine }) => machine.addresses?.some((address) => address.startsWith(word)) ?? false,
  }),
  uuid: (word) => ({ test: ({ machine }) => machine.uuid.startsWith(word) }),
}

interface Figure {
  readonly of: (subject: Subject) => number | undefined
  /** A number as people write it, or undefined where it is none. */
  readonly read: (text: string) => number | undefined
  readonly example: string
  readonly measured: 'load' | 'size'
}

const plainNumber = (text: string): number | undefined =>
  /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined

const KIB_IN: Readonly<Record<string, number>> = { k: 1, m: 1024, g: 1024 ** 2, t: 1024 ** 3 }

/** Memory in KiB from `512M`, `2G`, `1.5GiB`; a bare number counts GiB. */
const readMemory = (text: string): number | undefined => {
  const [, digits, unit = 'g'] = /^(\d+(?:\.\d+)?)([kmgt])?(?:i?b)?$/.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits) * (KIB_IN[unit] ?? 1)
}

const memory: Figure = {
  of: ({ machine }) => machine.memoryKib,
  read: readMemory,
  example: 'mem>2G',
  measured: 'size',
}

const vcpus: Figure = {
  of: ({ machine }) => machine.vcpus,
  read: plainNumber,
  example: 'vcpus>=4',
  measured: 'size',
}

/** What may stand before a comparison. */
const figures: Readonly<Record<string, Figure>> = {
  cpu: {
    of: ({ cpuPercent }) => cpuPercent(),
    read: (text) => plainNumber(text.replace(/%$/, '')),
    example: 'cpu>50',
    measured: 'load',
  },
  mem: memory,
  memory,
  vcpu: vcpus,
  vcpus,
}

const fieldTerm = (key: string, word: string, text: string): Term => {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined
  if (field === undefined) {
    const known = Object.keys(fields).map((name) => `${name}:`)
    return {
      test: hasWord(text),
      problem: t('“{key}:” is nothing to filter by: use {known} or quotation marks.', {
        key,
        known: known.join(', '),
      }),
    }
  }
  // Halfway through typing, the list waits rather than going empty.
  if (word === '')
    return { test: everything, problem: t('“{key}:” wants a word after it.', { key }) }
  return field(word)
}

const figureTerm = (key: string, sign: string, value: string, text: string): Term => {
  const figure = Object.hasOwn(figures, key) ? figures[key] : undefined
  const compare = comparisons[sign]
  if (figure === undefined || compare === undefined) {
    return {
      test: hasWord(text),
      problem: t('“{key}” is no figure to compare: use cpu, mem, vcpus or quotation marks.', {
        key,
      }),
    }
  }
  const { measured, example } = figure
  const limit = figure.read(value)
  if (limit === undefined) {
    const problem = t('“{key}{sign}” wants a number after it, as in {example}.', {
      key,
      sign,
      example,
    })
    return { test: value === '' ? everything : hasWord(text), problem }
  }
  const test: Test = (subject) => {
    const known = figure.of(subject)
    return known !== undefined && compare(known, limit)
  }
  return { test, measured }
}

/** A term without its sign, in lower case, quotation marks and all. */
const positiveTerm = (raw: string): Term => {
  const text = raw.replaceAll('"', '')
  // What begins with a quotation mark is a word, whatever is in it.
  if (raw.startsWith('"')) return { test: hasWord(text) }
  const figure = /^([a-z]+)(>=|<=|>|<|=)(.*)$/.exec(text)
  if (figure !== null) return figureTerm(figure[1] ?? '', figure[2] ?? '', figure[3] ?? '', text)
  // Two colons begin an IPv6 address.
  const field = /^([a-z]+):(?!:)(.*)$/.exec(text)
  if (field !== null) return fieldTerm(field[1] ?? '', field[2] ?? '', text)
  return { test: hasWord(text) }
}

const termOf = (raw: string): Term => {
  if (!raw.startsWith('-') || raw === '-') return positiveTerm(raw)
  const term = positiveTerm(raw.slice(1))
  const { test } = term
  // A term that is still being typed limits nothing, whichever way round.
  return test === everything ? term : { ...term, test: (subject) => !test(subject) }
}

/** Parts between blanks, except between quotation marks; the last of these may be missing. */
const partsOf = (filter: string): readonly string[] =>
  (filter.toLowerCase().match(/(?:"[^"]*(?:"|$)|[^\s"])+/g) ?? []).filter((part) =>
    /[^"]/.test(part),
  )

const all = (tests: readonly Test[]): Test => {
  const [only] = tests
  if (only === undefined) return everything
  return tests.length === 1 ? only : (subject) => tests.every((test) => test(subject))
}

/**
 * Reads a filter: words, `field:word` and `figure>number`, each of which must hold; `-` before one
 * turns it round, and quotation marks keep blanks. It never fails: what is not understood is
 * looked for as it stands, and said in `problem`.
 */
export const compileQuery = (filter: string): Query => {
  const terms = partsOf(filter).map(termOf)
  const open = (filter.match(/"/g) ?? []).length % 2 === 1
  const problem = terms.find((term) => term.problem !== undefined)?.problem
  return {
    empty: terms.length === 0,
    matches: all(terms.map((term) => term.test)),
    mayMatch: all(terms.filter((term) => term.measured === undefined).map((term) => term.test)),
    measures: terms.some((term) => term.measured === 'load'),
    asksSize: terms.some((term) => term.measured === 'size'),
    asksTags: terms.some((term) => term.asksTags === true),
    problem: problem ?? (open ? t('A quotation mark is not closed.') : null),
  }
}
