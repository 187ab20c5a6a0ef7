import type { FailureCode } from '../../src-preload/contract/failure'
import { t } from '../../src-preload/language/t'

/** Something that this app itself refuses or finds wrong, already in the person's words. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: FailureCode
  readonly hint: string | undefined
  readonly remedies: readonly string[] | undefined

  constructor(
    code: FailureCode,
    message: string,
    advice: { hint?: string; remedies?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, { cause: advice.cause })
    this.code = code
    this.hint = advice.hint
    this.remedies = advice.remedies
  }
}

/** What a person wanted, and what stood in the way. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed'

  constructor(
    /** What was to be done, in the infinitive: `start web-1`. */
    readonly what: string,
    cause: unknown,
  ) {
    super(t('Could not {what}', { what }), { cause })
  }
}

/** Runs something on a person's behalf, so that its failure says what they wanted. */
export const attempt = async <T>(what: string, operation: () => Promise<T>): Promise<T> => {
  try {
    return await operation()
  } catch (error) {
    throw new OperationFailed(what, error)
  }
}
