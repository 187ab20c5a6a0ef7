/**
 * Ends what programs leave set in a terminal: the alternate screen, mouse reports, bracketed
 * pastes, colours. The cursor is saved first, because leaving the alternate screen puts it where
 * it was saved last, even where that screen was never entered.
 */
export const PLAIN_SCREEN = '\x1b7\x1b[?1049l\x1b[!p\x1b[?1000;1002;1003;1004;2004l\x1b[0m'
