import { randomBytes } from 'node:crypto'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import {
  contract,
  type CallInput,
  type CallName,
  type CallOutput,
  type NoticeName,
  type Notices,
} from '../../src-preload/contract'
import { NOTICE_CHANNEL } from '../../src-preload/contract/channels'
import type { Declared } from '../../src-preload/contract/declare'
import { describeFailure } from '../failures/describe-failure'
import type { Log } from '../log/log'
import type { AnswerCall } from './call-door'

/** A handler for each of some calls; a missing one is a type error. */
export type HandlersOf<Names extends CallName> = {
  readonly [N in Names]: (
    input: CallInput<N>,
    sender: WebContents,
  ) => CallOutput<N> | Promise<CallOutput<N>>
}

/** A handler for each call of the contract. */
export type Handlers = HandlersOf<CallName>

/**
 * Answers the windows' calls. A call is heard only from the top frame of a page of ours, and its
 * input only in the contract's shape; whatever goes wrong becomes a failure whose correlation id
 * is in the log.
 */
export const answerCalls = (
  handlers: Handlers,
  isOurs: (sender: WebContents) => boolean,
  log: Log,
): AnswerCall => {
  const answer = async (
    event: IpcMainInvokeEvent,
    name: unknown,
    input: unknown,
  ): Promise<unknown> => {
    if (!isOurs(event.sender) || event.senderFrame !== event.sender.mainFrame) {
      throw new Error('a call from a page that is not ours')
    }
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) {
      throw new Error(`an unknown call, ${JSON.stringify(name)}`)
    }
    const call = name as CallName
    const parsed = (contract[call] as Declared<unknown, unknown>).input.parse(input)
    return (handlers[call] as (input: unknown, sender: WebContents) => unknown)(
      parsed,
      event.sender,
    )
  }

  return async (event, name, input) => {
    try {
      return { ok: true, value: await answer(event, name, input) }
    } catch (error) {
      const correlationId = randomBytes(4).toString('hex')
      const failure = describeFailure(error, correlationId)
      log.error({ correlationId, call: name, err: error, failure }, failure.message)
      return { ok: false, failure }
    }
  }
}

/** Sends a notice to one window, if it is still there. */
export const notify = <N extends NoticeName>(
  to: WebContents,
  name: N,
  notice: Notices[N],
): void => {
  if (!to.isDestroyed()) to.send(NOTICE_CHANNEL, name, notice)
}
