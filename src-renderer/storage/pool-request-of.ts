import type { PoolRequest } from '../../src-preload/contract/pool-request'
import { poolForms, type PoolField } from './pool-forms'

/** What was filled in, by the place in the request that it belongs in. */
export type PoolValues = Readonly<Record<string, string>>

/** What a choice is before anybody chose. */
const valueOf = ({ at, options }: PoolField, values: PoolValues): string =>
  values[at] ?? options?.[0]?.value ?? ''

/** The fields of a type that are there with these values. */
export const shownFields = (
  type: PoolRequest['type'],
  values: PoolValues,
): readonly PoolField[] => {
  const { fields } = poolForms[type]
  return fields.filter(({ when }) => {
    const other = fields.find(({ at }) => at === when?.[0])
    return other === undefined || valueOf(other, values) === when?.[1]
  })
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `ceph1:6789`, `[fd00::1]:6789` or a name alone. */
const serverOf = (text: string) => {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? []
  return {
    name: bracketed ?? plain ?? text,
    ...(port !== undefined && { port: Number(port) }),
  }
}

const readers = {
  text: (text: string) => text.trim(),
  choice: (text: string) => text,
  number: (text: string) => Number(text),
  lines: linesOf,
  servers: (text: string) => linesOf(text).map(serverOf),
} as const

type Tree = { [key: string]: unknown }

const put = (tree: Tree, [first = '', ...rest]: readonly string[], value: unknown): void => {
  if (rest.length === 0) tree[first] = value
  else {
    tree[first] ??= {}
    put(tree[first] as Tree, rest, value)
  }
}

/** What is asked of the host, as far as it is filled in; to be checked against its schema. */
export const poolRequestOf = (type: PoolRequest['type'], values: PoolValues): unknown => {
  const request: Tree = { type }
  for (const field of shownFields(type, values)) {
    const text = valueOf(field, values)
    // An empty field says nothing; where it must not be empty the schema says that it is missing.
    if (text.trim() !== '') put(request, field.at.split('.'), readers[field.kind ?? 'text'](text))
  }
  return request
}
