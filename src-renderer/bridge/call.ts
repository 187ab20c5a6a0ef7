import type { CallInput, CallName, CallOutput } from '../../src-preload/contract'
import { FailureError } from './failure-error'

/**
 * Asks the main process.
 *
 * @throws FailureError with what the main process answered instead of a value.
 */
export const call = async <N extends CallName>(
  name: N,
  ...input: CallInput<N> extends undefined ? [] : [CallInput<N>]
): Promise<CallOutput<N>> => {
  const reply = await window.virthelm.call(name, input[0])
  if (!reply.ok) throw new FailureError(reply.failure)
  return reply.value as CallOutput<N>
}
