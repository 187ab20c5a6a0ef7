import { create } from 'zustand'

/** The line that says what just happened, or why nothing did. */
export interface Status {
  readonly text: string
  /** Counts up, so that the same words said again are announced again. */
  readonly saying: number
}

/** How long a message stays, in ms: long enough to read twice. */
const SHOWN_FOR = 10_000

let clearing: number | undefined

export const useStatus = create<Status>()(() => ({ text: '', saying: 0 }))

export const say = (text: string): void => {
  window.clearTimeout(clearing)
  useStatus.setState(({ saying }) => ({ text, saying: saying + 1 }))
  clearing = window.setTimeout(() => useStatus.setState({ text: '' }), SHOWN_FOR)
}
