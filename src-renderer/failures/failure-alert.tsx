import type { Failure } from '../../src-preload/contract/failure'
import { HostText } from '../ui/host-text'
import { FailureDetails } from './failure-details'

/** What stood in the way of what a person ordered, read out at once; nothing where nothing did. */
export const FailureAlert = ({ failure }: { readonly failure: Failure | null }) =>
  failure === null ? null : (
    <div role="alert">
      <strong>
        <HostText text={failure.message} />
      </strong>
      <FailureDetails failure={failure} />
    </div>
  )
