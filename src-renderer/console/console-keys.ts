/** What the window itself does; every other key is the guest's. */
export const consoleKeys = {
  copy: { title: 'Copy', keys: 'Ctrl+Shift+C' },
  paste: { title: 'Paste', keys: 'Ctrl+Shift+V' },
  find: { title: 'Find', keys: 'Ctrl+Shift+F' },
  save: { title: 'Save transcript', keys: 'Ctrl+Shift+S' },
  reconnect: { title: 'Reconnect', keys: 'Ctrl+Shift+R' },
  close: { title: 'Close', keys: 'Ctrl+Shift+W' },
  larger: { title: 'Larger', keys: 'Ctrl+Shift++' },
  smaller: { title: 'Smaller', keys: 'Ctrl+Shift+-' },
  usual: { title: 'Usual size', keys: 'Ctrl+Shift+0' },
  fullScreen: { title: 'Full screen', keys: 'F11' },
} as const satisfies Record<string, { readonly title: string; readonly keys: string }>

export type ConsoleAction = keyof typeof consoleKeys

const byLetter: Readonly<Record<string, ConsoleAction>> = {
  C: 'copy',
  V: 'paste',
  F: 'find',
  S: 'save',
  R: 'reconnect',
  W: 'close',
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

/** The letter that a key types, or that stands there on keyboards of other scripts. */
const letterOf = ({ key, code }: Pressed): string =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : (/^Key([A-Z])$/.exec(code)?.[1] ?? '')

/** By what a key types and by where it stands, because Shift changes what it types. */
const zoomFor = ({ key, code }: Pressed): ConsoleAction | null => {
  if (code === 'Digit0' || code === 'Numpad0') return 'usual'
  // A German keyboard has * above its +, and _ above its −.
  if (key === '+' || key === '*' || code === 'Equal' || code === 'NumpadAdd') return 'larger'
  if (key === '-' || key === '_' || code === 'Minus' || code === 'NumpadSubtract') return 'smaller'
  return null
}

/** What a key press asks of the window, or null where it is the guest's. */
export const consoleActionFor = (pressed: Pressed): ConsoleAction | null => {
  const { ctrlKey, shiftKey, altKey, metaKey } = pressed
  if (altKey || metaKey || ctrlKey !== shiftKey) return null
  if (!ctrlKey) return pressed.key === 'F11' ? 'fullScreen' : null
  return byLetter[letterOf(pressed)] ?? zoomFor(pressed)
}
