/** Electron's channel names; nothing else may send on them. */
export const CALL_CHANNEL = 'virthelm:call'
export const NOTICE_CHANNEL = 'virthelm:notice'
export const PORT_CHANNEL = 'virthelm:port'

/** What the preload script posts to its own window with a console's or a display's port. */
export const PORT_MESSAGE = 'virthelm:port-came'
