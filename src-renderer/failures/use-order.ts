import { useRef, useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import { failureFrom } from '../bridge/failure-error'

/**
 * Carries out what a dialog is for, once at a time however often it is pressed; its failure is for
 * the dialog to show, until the next order or until it is forgotten.
 */
export const useOrder = () => {
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isUnderWay, setIsUnderWay] = useState(false)
  // Two presses can come before anything is drawn.
  const isTaken = useRef(false)
  const order = async (run: () => Promise<void>): Promise<void> => {
    if (isTaken.current) return
    isTaken.current = true
    setIsUnderWay(true)
    setFailure(null)
    try {
      await run()
    } catch (thrown) {
      setFailure(failureFrom(thrown))
    } finally {
      isTaken.current = false
      setIsUnderWay(false)
    }
  }
  return { failure, order, isUnderWay, forgetFailure: () => setFailure(null) }
}
