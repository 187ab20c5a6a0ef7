/** What stays with the desktop; every other key is the guest's, Ctrl+W and F5 among them. */
export const displayKeys = {
  type: { title: 'Type the clipboard', keys: 'Ctrl+Shift+V' },
  copy: { title: 'Copy from the guest', keys: 'Ctrl+Shift+C' },
  picture: { title: 'Save a picture', keys: 'Ctrl+Shift+S' },
  reconnect: { title: 'Reconnect', keys: 'Ctrl+Shift+R' },
  close: { title: 'Close', keys: 'Ctrl+Shift+W' },
  sendKeys: { title: 'Send keys', keys: 'Ctrl+Shift+K' },
  scaling: { title: 'Scaling', keys: 'Ctrl+Shift+Z' },
  viewOnly: { title: 'View only', keys: 'Ctrl+Shift+O' },
  fullScreen: { title: 'Full screen', keys: 'F11' },
} as const satisfies Record<string, { readonly title: string; readonly keys: string }>

export type DisplayAction = keyof typeof displayKeys

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

/** The letter that a key types, or that stands there on keyboards of other scripts. */
const letterOf = ({ key, code }: Pressed): string =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : (/^Key([A-Z])$/.exec(code)?.[1] ?? key)

const nameOf = (pressed: Pressed): string =>
  `${pressed.ctrlKey ? 'Ctrl+' : ''}${pressed.shiftKey ? 'Shift+' : ''}${letterOf(pressed)}`

/** What a key press asks of the window, or null where it is the guest's. */
export const displayActionFor = (pressed: Pressed): DisplayAction | null => {
  if (pressed.altKey || pressed.metaKey) return null
  const name = nameOf(pressed)
  const actions = Object.keys(displayKeys) as DisplayAction[]
  return actions.find((action) => displayKeys[action].keys === name) ?? null
}
