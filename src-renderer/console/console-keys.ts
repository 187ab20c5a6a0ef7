/** What the window itself does; every other key is the guest's. */
export type ConsoleAction =
  | 'copy'
  | 'paste'
  | 'find'
  | 'save'
  | 'reconnect'
  | 'close'
  | 'larger'
  | 'smaller'
  | 'usual'
  | 'fullScreen'

/** The window's keys: by the physical key, as Shift changes what it types. */
export const consoleKeys: readonly {
  readonly action: ConsoleAction
  readonly title: string
  readonly keys: string
  readonly codes: readonly string[]
  readonly withControlShift: boolean
}[] = [
  { action: 'copy', title: 'Copy', keys: 'Ctrl+Shift+C', codes: ['KeyC'], withControlShift: true },
  {
    action: 'paste',
    title: 'Paste',
    keys: 'Ctrl+Shift+V',
    codes: ['KeyV'],
    withControlShift: true,
  },
  { action: 'find', title: 'Find', keys: 'Ctrl+Shift+F', codes: ['KeyF'], withControlShift: true },
  {
    action: 'save',
    title: 'Save transcript',
    keys: 'Ctrl+Shift+S',
    codes: ['KeyS'],
    withControlShift: true,
  },
  {
    action: 'reconnect',
    title: 'Reconnect',
    keys: 'Ctrl+Shift+R',
    codes: ['KeyR'],
    withControlShift: true,
  },
  {
    action: 'close',
    title: 'Close',
    keys: 'Ctrl+Shift+W',
    codes: ['KeyW'],
    withControlShift: true,
  },
  {
    action: 'larger',
    title: 'Larger',
    keys: 'Ctrl+Shift++',
    codes: ['Equal', 'NumpadAdd', 'BracketRight'],
    withControlShift: true,
  },
  {
    action: 'smaller',
    title: 'Smaller',
    keys: 'Ctrl+Shift+-',
    codes: ['Minus', 'NumpadSubtract', 'Slash'],
    withControlShift: true,
  },
  {
    action: 'usual',
    title: 'Usual size',
    keys: 'Ctrl+Shift+0',
    codes: ['Digit0', 'Numpad0'],
    withControlShift: true,
  },
  {
    action: 'fullScreen',
    title: 'Full screen',
    keys: 'F11',
    codes: ['F11'],
    withControlShift: false,
  },
]

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

/** On other layouts the letter counts; the place of + and − counts where the key types neither. */
const isKey = (pressed: Pressed, keys: string, codes: readonly string[]): boolean => {
  const wanted = keys.replace('Ctrl+Shift+', '')
  if (pressed.key.toUpperCase() === wanted) return true
  if (/^[a-z]$/i.test(pressed.key)) return false
  const isZoom = wanted === '+' || wanted === '-' || wanted === '0'
  if (isZoom && ['+', '-', '_', '0', ')', '='].includes(pressed.key)) {
    return { '+': '+', '=': '+', '-': '-', _: '-', '0': '0', ')': '0' }[pressed.key] === wanted
  }
  return codes.slice(0, isZoom ? 2 : 1).includes(pressed.code)
}

/** What a key press asks of the window, or null where it is the guest's. */
export const consoleActionFor = (pressed: Pressed): ConsoleAction | null => {
  if (pressed.altKey || pressed.metaKey) return null
  const found = consoleKeys.find(
    ({ keys, codes, withControlShift }) =>
      pressed.ctrlKey === withControlShift &&
      pressed.shiftKey === withControlShift &&
      isKey(pressed, keys, codes),
  )
  return found?.action ?? null
}
