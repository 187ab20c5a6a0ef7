/** How a thing that was looked at stands: as it should, not quite, broken, or not to be seen from here. */
export type FindingState = 'good' | 'warning' | 'bad' | 'unknown'

/** What the doctor proposes. Nothing is run before a person has read it and agreed. */
export interface Fix {
  /** The exact command line. */
  readonly command: string
  /** It concerns this computer, so that Virthelm can run it; otherwise it is to be copied. */
  readonly runsHere: boolean
  /** What is left to do afterwards: `Log out and in again.` */
  readonly afterwards?: string
}

/** One thing that a host needs, and how it stands, in one sentence. */
export interface Finding {
  /** Stable within an examination: `group`, `pool:default`. */
  readonly id: string
  readonly state: FindingState
  readonly sentence: string
  readonly fix?: Fix
}

/** What the doctor found of one host. */
export interface Examination {
  /** In ms since the epoch. */
  readonly at: number
  readonly findings: readonly Finding[]
}
