import { useRef, useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import { failureFrom } from '../bridge/failure-error'
import { HostText } from '../ui/host-text'
import { FailureDetails } from './failure-details'

/** Why an order of a dialog could not be carried out. */
export const DialogFailure = ({ failure }: { readonly failure: Failure | null }) =>
  failure === null ? null : (
    <div role="alert">
      <strong>
        <HostText text={failure.message} />
      </strong>
      <FailureDetails failure={failure} />
    </div>
  )

/** Carries out what a dialog is for, once at a time; its failure is for the dialog to show. */
export const useOrder = () => {
  const [failure, setFailure] = useState<Failure | null>(null)
  const isUnderWay = useRef(false)
  const order = async (run: () => Promise<void>): Promise<void> => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setFailure(null)
    try {
      await run()
    } catch (thrown) {
      setFailure(failureFrom(thrown))
    } finally {
      isUnderWay.current = false
    }
  }
  return { failure, order }
}
