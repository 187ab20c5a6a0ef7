import type { NoticeName, Notices } from './index'
import type { Reply } from './failure'
import type { Words } from '../language/languages'

/** What the preload script puts on `window.virthelm`: two doors, both narrow. */
export interface Bridge {
  /** What is told in another language than English; null where English is spoken. */
  readonly words: Words | null
  /** Asks the main process; never rejects, because a failure's fields would be lost on the way. */
  call(name: string, input: unknown): Promise<Reply<unknown>>
  /** Listens to a notice; the returned function stops it. */
  listen<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void): () => void
}
