import type { Failure } from '../../src-preload/contract/failure'
import { failureFrom } from '../bridge/failure-error'
import { HostText } from '../ui/host-text'
import { FailureDetails } from './failure-details'

interface FailureAlertProps {
  readonly failure: Failure | null
  /** Why what a dialog tells before an order could not be found out. */
  readonly error?: Error | null
}

/** What stood in the way of what a person ordered, read out at once; nothing where nothing did. */
export const FailureAlert = ({ failure, error = null }: FailureAlertProps) => {
  const shown = failure ?? (error === null ? null : failureFrom(error))
  return shown === null ? null : (
    <div role="alert">
      <strong>
        <HostText text={shown.message} />
      </strong>
      <FailureDetails failure={shown} />
    </div>
  )
}
