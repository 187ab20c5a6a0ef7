import type { Failure } from '../../src-preload/contract/failure'
import { t } from '../../src-preload/language/t'

/** A failure that the main process answered, thrown so that promises and queries carry it. */
export class FailureError extends Error {
  override readonly name = 'FailureError'

  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/** The failure in whatever was thrown; a bug of the window's own becomes an `internal` one. */
export const failureFrom = (thrown: unknown): Failure =>
  thrown instanceof FailureError
    ? thrown.failure
    : {
        code: 'internal',
        message: t('Something went wrong inside Virthelm'),
        hint: t('The window reported: {message}', {
          message: thrown instanceof Error ? thrown.message : String(thrown),
        }),
        correlationId: 'window',
      }
