import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { CALL_CHANNEL } from '../../src-preload/contract/channels'
import type { Reply } from '../../src-preload/contract/failure'

/** Answers a call of a page; never rejects. */
export type AnswerCall = (
  event: IpcMainInvokeEvent,
  name: unknown,
  input: unknown,
) => Promise<Reply<unknown>>

/**
 * Opens the door at which pages' calls arrive. Those that come before anybody can answer wait; the
 * returned function says who answers from now on.
 */
export const openCallDoor = (): ((answer: AnswerCall) => void) => {
  let open: (answer: AnswerCall) => void = () => {}
  const opened = new Promise<AnswerCall>((resolve) => {
    open = resolve
  })
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown) =>
    (await opened)(event, name, input),
  )
  return open
}
