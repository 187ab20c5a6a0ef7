import { listen } from '../bridge/listen'
import { raiseFailure } from '../state/problems'

/** Shows failures that no call was waiting for; the returned function stops it. */
export const followFailures = (): (() => void) =>
  listen('failure.raised', (failure) => raiseFailure(failure))
