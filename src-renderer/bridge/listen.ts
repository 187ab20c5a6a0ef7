import type { NoticeName, Notices } from '../../src-preload/contract'

/** Listens to what the main process tells unasked; the returned function stops it. */
export const listen = <N extends NoticeName>(
  name: N,
  listener: (notice: Notices[N]) => void,
): (() => void) => window.virthelm.listen(name, listener)
