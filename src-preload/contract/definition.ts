/** A machine's definitions, for an editor. Passwords are in them, so that saving keeps them. */
export interface EditableXml {
  /** What the next boot starts. */
  readonly nextBoot: string
  /** What runs, where it runs. */
  readonly live?: string
  /** Stands for `nextBoot` as it was read; saving is refused when the host has another by then. */
  readonly version: string
}

/** What makes a text no definition of its machine. */
export interface XmlMistake {
  readonly message: string
  /** Where it shows, both counted from 1; absent where it is the text as a whole. */
  readonly at?: { readonly line: number; readonly column: number }
}

/** A line of a comparison. */
export interface DiffLine {
  readonly type: 'same' | 'added' | 'removed'
  readonly text: string
}

/** One definition that a machine had. */
export interface PastDefinition {
  readonly id: string
  /** When it was replaced, in ms since the epoch. */
  readonly at: number
  /** What replaced it, in words: `Edited as XML`, `Added disk`. */
  readonly why: string
  readonly bytes: number
}
