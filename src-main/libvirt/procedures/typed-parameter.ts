import { f64, flag, i32, i64, text, u32, u64, XdrError, type Codec } from '../wire/xdr'

/**
 * One named, typed value; libvirt uses lists of these wherever a set of values may grow:
 * statistics, tuning, job progress, migration options.
 *
 * A list may carry a name more than once (`migrate_disks` does), so it stays a list here;
 * {@link parameterMap} is for the many where names are unique. 64-bit integers are bigints.
 */
export type TypedParameter =
  | { readonly name: string; readonly type: 'int' | 'uint' | 'double'; readonly value: number }
  | { readonly name: string; readonly type: 'llong' | 'ullong'; readonly value: bigint }
  | { readonly name: string; readonly type: 'boolean'; readonly value: boolean }
  | { readonly name: string; readonly type: 'string'; readonly value: string }

/** What a typed parameter can hold. */
export type ParameterValue = TypedParameter['value']

/** Makes a parameter to send: `param.ullong('bandwidth', 100n)`. */
export const param = {
  int: (name: string, value: number): TypedParameter => ({ name, type: 'int', value }),
  uint: (name: string, value: number): TypedParameter => ({ name, type: 'uint', value }),
  llong: (name: string, value: bigint): TypedParameter => ({ name, type: 'llong', value }),
  ullong: (name: string, value: bigint): TypedParameter => ({ name, type: 'ullong', value }),
  double: (name: string, value: number): TypedParameter => ({ name, type: 'double', value }),
  boolean: (name: string, value: boolean): TypedParameter => ({ name, type: 'boolean', value }),
  string: (name: string, value: string): TypedParameter => ({ name, type: 'string', value }),
} as const

/** Values by name; of a repeated name the last one. */
export const parameterMap = (
  parameters: readonly TypedParameter[],
): ReadonlyMap<string, ParameterValue> => {
  const values = new Map<string, ParameterValue>()
  for (const { name, value } of parameters) values.set(name, value)
  return values
}

/** By type, in the order of the numbers that stand for them on the wire, from 1. */
const CODECS = {
  int: i32,
  uint: u32,
  llong: i64,
  ullong: u64,
  double: f64,
  boolean: flag,
  string: text,
} as const satisfies Record<TypedParameter['type'], unknown>

const TYPES = Object.keys(CODECS) as (keyof typeof CODECS)[]

/** `remote_typed_param`: a name, the number of its type, and the value in that type. */
export const typedParameter: Codec<TypedParameter> = {
  read: (from) => {
    const name = text.read(from)
    const number = u32.read(from)
    const type = TYPES[number - 1]
    if (type === undefined) throw new XdrError(`${number} is not a parameter's type`, [name])
    return { name, type, value: CODECS[type].read(from) } as TypedParameter
  },
  write: (to, { name, type, value }) => {
    text.write(to, name)
    u32.write(to, TYPES.indexOf(type) + 1)
    CODECS[type].write(to, value as never)
  },
}
