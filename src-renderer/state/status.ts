import { create } from 'zustand'

/** The line that says what just happened, or why nothing did. */
export interface Status {
  readonly text: string
  /** Counts up, so that the same words said again are announced again. */
  readonly saying: number
  /** What can be done about it at once: `Undo`. */
  readonly remedy?: Remedy | undefined
}

interface Remedy {
  readonly title: string
  readonly run: () => void
}

/** How long a message stays, in ms: long enough to read twice. */
const SHOWN_FOR = 10_000

let clearing: number | undefined

export const useStatus = create<Status>()(() => ({ text: '', saying: 0 }))

/** How long what can be done about it stays in reach, in ms. */
const REMEDY_FOR = 30_000

export const say = (text: string, remedy?: Remedy): void => {
  window.clearTimeout(clearing)
  useStatus.setState(({ saying }) => ({ text, saying: saying + 1, remedy }))
  clearing = window.setTimeout(
    () => useStatus.setState({ text: '', remedy: undefined }),
    remedy === undefined ? SHOWN_FOR : REMEDY_FOR,
  )
}
