/** A question that only the person can answer, while something waits for it. */
export interface Prompt {
  readonly id: string
  /** Who wants to know: a host's name. */
  readonly hostName: string
  /** In the asker's own words; from SSH or a daemon, so not to be trusted as markup. */
  readonly question: string
  /** The answer must not show on the screen. */
  readonly isSecret: boolean
  /** A user name is wanted beside the answer; this is the likely one. */
  readonly username?: string
  /** The answer can be kept in the system's keyring. */
  readonly canRemember: boolean
}
