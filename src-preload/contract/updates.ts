/** What is known of newer versions of this program. */
export interface UpdateStatus {
  /** Who is asked, by the name of its server; null where nobody is. */
  readonly asks: string | null
  /** The version that is out and newer than this one; null where none is known. */
  readonly newer: string | null
}
