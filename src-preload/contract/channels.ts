/** Electron's channel names; nothing else may send on them. */
export const CALL_CHANNEL = 'virthelm:call'
export const NOTICE_CHANNEL = 'virthelm:notice'
export const PORT_CHANNEL = 'virthelm:port'
/** Asked once by each window, and only where the app speaks another language than English. */
export const WORDS_CHANNEL = 'virthelm:words'

/** The argument by which a window knows that there are words to ask for. */
export const HAS_WORDS = '--virthelm-has-words'

/** The type of what the preload script posts to its own window with a console's or display's port. */
export const PORT_MESSAGE = 'virthelm:port-came'

/** What comes with a port: which of the window's consoles or displays it is of. */
export interface PortMessage {
  readonly type: typeof PORT_MESSAGE
  /** A machine's id where a window has several, empty where it has one. */
  readonly subject: string
}
