import type { z } from 'zod'

/**
 * A question or an order that a window may send to the main process. `query` changes nothing and
 * may be asked again; `command` acts, and is never repeated by itself.
 */
export interface Declared<Input, Output> {
  readonly kind: 'query' | 'command'
  /** What the main process accepts; anything else is refused before it reaches a service. */
  readonly input: z.ZodType<Input>
  /** Never set: it carries the answer's type from the declaration to both sides. */
  readonly output?: Output
}

/** Stands for an answer's type in a declaration: `query(input, answers<Host[]>())`. */
export const answers = <Output>(): { readonly output?: Output } => ({})

export const query = <Input, Output>(
  input: z.ZodType<Input>,
  _output: { readonly output?: Output },
): Declared<Input, Output> => ({ kind: 'query', input })

export const command = <Input, Output = void>(
  input: z.ZodType<Input>,
  _output?: { readonly output?: Output },
): Declared<Input, Output> => ({ kind: 'command', input })
