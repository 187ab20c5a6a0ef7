/**
 * A session's end of the wire to its window. Electron's `MessagePortMain` is one; so is anything
 * else that carries structured clones both ways.
 */
export interface WindowPort<Message> {
  postMessage(message: Message): void
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown
  /** The window has gone. */
  on(event: 'close', listener: () => void): unknown
  /** Messages are kept back until then. */
  start(): void
  close(): void
}
