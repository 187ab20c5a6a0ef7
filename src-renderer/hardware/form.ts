import { t } from '../../src-preload/language/t'

/** What a form of the hardware is made of: a table of fields, and what their answers say. */

/** One entry of a list, such as a port forward, by column. */
export type Row = Readonly<Record<string, string>>

/** What a field holds: text (a check's is `yes` or nothing), or the rows of a list. */
export type FieldValue = string | readonly Row[]

export type Values = Readonly<Record<string, FieldValue>>

export interface Option {
  readonly value: string
  readonly text: string
}

interface AnyField {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** Takes the whole width of the form. */
  readonly wide?: boolean
  /** It makes no sense with the other answers, and says nothing. */
  readonly hidden?: boolean
}

export interface TextFieldOf extends AnyField {
  readonly control: 'text'
  readonly mono?: boolean
  readonly secret?: boolean
  readonly placeholder?: string
  readonly suggestions?: readonly string[]
  readonly required?: boolean
  /** What it has to look like, and the words for that. */
  readonly pattern?: { readonly form: RegExp; readonly words: string }
}

export interface NumberFieldOf extends AnyField {
  readonly control: 'number'
  readonly least: number
  readonly most: number
  readonly unit?: string
  /** Its smallest step; whole numbers without. */
  readonly step?: 'any'
  /** What holds where nothing is said: `no limit`. Without, a number is needed. */
  readonly otherwise?: string
}

export interface SelectFieldOf extends AnyField {
  readonly control: 'select'
  readonly options: readonly Option[]
}

export interface CheckFieldOf extends AnyField {
  readonly control: 'check'
}

/** A list that grows and shrinks, a line of small fields each. */
export interface RowsFieldOf extends AnyField {
  readonly control: 'rows'
  readonly columns: readonly (TextFieldOf | NumberFieldOf | SelectFieldOf)[]
  /** Names one row for its buttons: `port forward`. */
  readonly rowName: string
  readonly fresh: (rows: readonly Row[]) => Row
}

/** Things in an order, each of which may be left out; rows of `key` and `on`. */
export interface OrderFieldOf extends AnyField {
  readonly control: 'order'
  readonly items: readonly Option[]
}

export type Field =
  TextFieldOf | NumberFieldOf | SelectFieldOf | CheckFieldOf | RowsFieldOf | OrderFieldOf

/** Fields that together say one thing, and what they say. */
export interface Part<Said> {
  /** Stands over it where it begins a section. */
  readonly section?: string
  readonly fields: readonly Field[]
  readonly says: (answers: Answers) => Partial<Said>
}

/** Reads what was filled in. */
export interface Answers {
  readonly text: (name: string) => string
  /** Undefined where nothing is said. */
  readonly number: (name: string) => number | undefined
  readonly isOn: (name: string) => boolean
  readonly rows: (name: string) => readonly Row[]
}

export const answersIn = (values: Values): Answers => {
  const text = (name: string): string => {
    const value = values[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    text,
    number: (name) => (text(name) === '' ? undefined : Number(text(name))),
    isOn: (name) => text(name) === 'yes',
    rows: (name) => {
      const value = values[name]
      return typeof value === 'object' ? value : []
    },
  }
}

/** A form for something that is (`Subject`), or that is yet to be (null). */
export interface Form<Subject, Said, Around> {
  readonly start: (subject: Subject | null, around: Around) => Values
  readonly parts: (
    answers: Answers,
    around: Around,
    subject: Subject | null,
  ) => readonly Part<Said>[]
  /** It matters at a boot only, so that there is nothing to do in a running machine. */
  readonly isForBoot?: boolean
  /** What a running machine takes of it, where that is not all: a sentence. */
  readonly whileRunning?: string
  /** What is wrong with the answers together. */
  readonly problem?: (answers: Answers) => string | undefined
}

export const check = (on: boolean | undefined): string => (on === true ? 'yes' : '')

export const numberText = (number: number | undefined): string => number?.toString() ?? ''

/** One of a select's values; whoever offers them says which there are. */
export const chosen = <T extends string>(text: string): T => text as T

/** The same, and null for none. */
export const chosenOrNull = <T extends string>(text: string): T | null =>
  text === '' ? null : (text as T)

/** Options that are their own words. */
export const plainOptions = (...values: readonly string[]): Option[] =>
  values.map((value) => ({ value, text: value }))

/**
 * Those of the usual ones that the host has, then what else it has; the usual ones where it does not
 * tell.
 */
export const offeredBy = (
  host: readonly string[] | undefined,
  usual: readonly Option[],
): readonly Option[] => {
  if (host === undefined || host.length === 0) return usual
  const known = new Set(usual.map(({ value }) => value))
  return [
    ...usual.filter(({ value }) => host.includes(value)),
    ...plainOptions(...host.filter((value) => !known.has(value))),
  ]
}

/** With what is set now, should it not be among them. */
export const withCurrent = (options: readonly Option[], current: string | undefined): Option[] =>
  current === undefined || options.some(({ value }) => value === current)
    ? [...options]
    : [...options, { value: current, text: current }]

const mistakeInNumber = (field: NumberFieldOf, text: string): string | undefined => {
  const { least, most, step, otherwise } = field
  if (text === '') return otherwise === undefined ? t('A number is needed') : undefined
  const number = Number(text)
  const isFine = (step === 'any' || Number.isInteger(number)) && number >= least && number <= most
  if (isFine) return undefined
  return step === 'any'
    ? t('A number from {least} to {most}', { least, most })
    : t('A whole number from {least} to {most}', { least, most })
}

const mistakeInText = ({ required, pattern }: TextFieldOf, text: string): string | undefined => {
  if (text === '') return required === true ? t('This is needed') : undefined
  return pattern === undefined || pattern.form.test(text) ? undefined : pattern.words
}

const mistakeInRows = (field: RowsFieldOf, rows: readonly Row[]): string | undefined => {
  for (const [index, row] of rows.entries()) {
    for (const column of field.columns) {
      const mistake = mistakeIn(column, row[column.name] ?? '')
      if (mistake !== undefined) return `${index + 1}: ${column.label}: ${mistake}`
    }
  }
  return undefined
}

/** What is wrong with what a field holds; undefined where nothing is. */
export const mistakeIn = (field: Field, value: FieldValue | undefined): string | undefined => {
  if (field.hidden === true) return undefined
  const text = typeof value === 'string' ? value.trim() : ''
  if (field.control === 'number') return mistakeInNumber(field, text)
  if (field.control === 'text') return mistakeInText(field, text)
  if (field.control === 'rows') return mistakeInRows(field, typeof value === 'object' ? value : [])
  return undefined
}

const isSame = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** Puts what is said together; several parts may say something of the same thing. */
const together = (said: readonly object[]): object => {
  const whole: Record<string, unknown> = {}
  for (const [name, value] of said.flatMap((one) => Object.entries(one))) {
    const before = whole[name]
    whole[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value
  }
  return whole
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What the answers say: all of it for something new, and what differs from `before` for something
 * that is there, so that everything else of it stays as it is.
 */
export const saidBy = <Said>(
  parts: readonly Part<Said>[],
  values: Values,
  before: Values | null,
): Partial<Said> => {
  const answers = answersIn(values)
  const changed = parts.filter(
    ({ fields }) =>
      before === null || fields.some(({ name }) => !isSame(values[name], before[name])),
  )
  return together(changed.map(({ says }) => says(answers)))
}
