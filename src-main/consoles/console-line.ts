/** A console that is held open: iterate to read what the guest says, until the line ends. */
export interface ConsoleLine extends AsyncIterable<Uint8Array> {
  /** Sends to the guest, in the order of the calls; rejects once the line has ended. */
  write(bytes: Uint8Array): Promise<void>
  /** Ends the line; what was received and not read yet is thrown away. */
  hangUp(): void
  /** Gives back what the line was held with; the console is free for others when it resolves. */
  release(): Promise<void>
}

/** Opens the console; `takeOver` ends the session that holds it. Rejects with a {@link ConsoleRefused}. */
export type OpenConsoleLine = (takeOver: boolean) => Promise<ConsoleLine>

/** Why a console could not be opened, as far as it decides what to do next. */
export type RefusalReason =
  'not-running' | 'in-use' | /** Worth another try in a while. */ 'for-now' | 'for-good'

/** The host would not open the console; `cause` is its own account. */
export class ConsoleRefused extends Error {
  override readonly name = 'ConsoleRefused'
  constructor(
    readonly reason: RefusalReason,
    override readonly cause: unknown,
  ) {
    super(`the console could not be opened (${reason})`)
  }
}
