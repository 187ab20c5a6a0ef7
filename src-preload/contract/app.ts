/** What the windows must know of the program itself. */
export interface AppInfo {
  readonly version: string
  readonly electron: string
  /** A host that the person named on the command line; the window starts with it. */
  readonly connectOnly: boolean
  readonly screenReader: boolean
}

/** What a command line or a link asks the main window to show. */
export type Wish =
  | { readonly kind: 'new-machine' }
  /** The machines whose consoles can be opened. */
  | { readonly kind: 'consoles' }
  | { readonly kind: 'show-machine'; readonly name: string }
