import type { ShutDownManner } from '../../src-preload/contract/power'

/** What a dialog offers at first: time enough for most guests, and nothing is forced unasked. */
export const defaultManner: ShutDownManner = { by: 'any', wait: 90, after: 'leave' }
