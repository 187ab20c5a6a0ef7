import { struct, type Codec, type FieldValues } from './xdr'

type Shape = Record<string, Codec<any>>

/** Which way bytes flow on the stream that a procedure opens, as the client sees it. */
export type StreamDirection = 'receive' | 'send' | 'both'

/** One remote procedure: its number, what goes there, what comes back, and how it behaves. */
export interface Procedure<Args, Result> {
  /** Libvirt's own name in lower camel case; set by {@link procedures}. */
  readonly name: string
  readonly program: number
  readonly number: number
  readonly args: Codec<Args>
  readonly result: Codec<Result>
  /** Set where the call opens a stream. */
  readonly stream?: StreamDirection
  /** The daemon's spare workers take it even while all others hang on a stuck hypervisor. */
  readonly highPriority: boolean
  /** The first libvirt release that answers it, where that is later than 1.2.1. */
  readonly since?: string
  /** Passes file descriptors, which no Node socket carries: listed, never callable. */
  readonly passesDescriptors: boolean
}

export interface Traits {
  readonly stream?: StreamDirection
  readonly highPriority?: boolean
  readonly since?: string
  readonly passesDescriptors?: boolean
}

type Declared<Args, Result> = Omit<Procedure<Args, Result>, 'name' | 'program'>

/** Declares a procedure: `call(9, { dom: domain }, {})`. */
export const call = <const A extends Shape, const R extends Shape>(
  number: number,
  args: A,
  result: R,
  traits: Traits = {},
): Declared<FieldValues<A>, FieldValues<R>> => ({
  number,
  args: struct(args),
  result: struct(result),
  highPriority: traits.highPriority ?? false,
  passesDescriptors: traits.passesDescriptors ?? false,
  ...(traits.stream && { stream: traits.stream }),
  ...(traits.since && { since: traits.since }),
})

type Named<T> = {
  readonly [K in keyof T]: T[K] extends Declared<infer A, infer R> ? Procedure<A, R> : never
}

/** Makes a table of procedures of one program; each takes its key as its name. */
export const procedures = <const T extends Record<string, Declared<any, any>>>(
  program: number,
  table: T,
): Named<T> =>
  Object.fromEntries(
    Object.entries(table).map(([name, declared]) => [name, { name, program, ...declared }]),
  ) as Named<T>
