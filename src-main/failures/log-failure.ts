import { randomBytes } from 'node:crypto'
import type { Failure } from '../../src-preload/contract/failure'
import type { Log } from '../log/log'
import { describeFailure } from './describe-failure'

/** Describes an error for people, and writes it down with its stack under the same id. */
export const logFailure = (error: unknown, log: Log, context?: string): Failure => {
  const failure = describeFailure(error, randomBytes(4).toString('hex'))
  log.error(
    { correlationId: failure.correlationId, err: error, code: failure.code },
    context ?? failure.message,
  )
  return failure
}
