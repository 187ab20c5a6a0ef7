/** What the windows must know of the program itself. */
export interface AppInfo {
  readonly version: string
  readonly electron: string
  /** A host that the person named on the command line; the window starts with it. */
  readonly connectOnly: boolean
  readonly screenReader: boolean
}
