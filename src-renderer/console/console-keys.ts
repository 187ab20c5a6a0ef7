import {
  guestActionFor,
  type GuestWindowKey,
  type KeySettings,
  type Pressed,
} from '../ui/guest-keys'

/** What the window itself does; every other key is the guest's. */
export const consoleKeys = {
  copy: { title: 'Copy', keys: 'Ctrl+Shift+C' },
  paste: { title: 'Paste', keys: 'Ctrl+Shift+V' },
  stopPaste: { title: 'Stop pasting', keys: 'Ctrl+Shift+X' },
  find: { title: 'Find', keys: 'Ctrl+Shift+F' },
  save: { title: 'Save transcript', keys: 'Ctrl+Shift+S' },
  recording: { title: 'Record, or stop recording', keys: 'Ctrl+Shift+E' },
  setSize: { title: 'Tell the guest the size', keys: 'Ctrl+Shift+T' },
  reconnect: { title: 'Reconnect', keys: 'Ctrl+Shift+R' },
  menu: { title: 'Console menu', keys: 'Ctrl+Shift+M' },
  close: { title: 'Close', keys: 'Ctrl+Shift+W' },
  larger: { title: 'Larger', keys: 'Ctrl+Shift++' },
  smaller: { title: 'Smaller', keys: 'Ctrl+Shift+-' },
  usual: { title: 'Usual size', keys: 'Ctrl+Shift+0' },
  fullScreen: { title: 'Full screen', keys: 'F11' },
} as const satisfies Record<string, GuestWindowKey>

export type ConsoleAction = keyof typeof consoleKeys

/** What a key press asks of the window, or null where it is the guest's. */
export const consoleActionFor = (
  pressed: Pressed,
  settings: KeySettings = {},
): ConsoleAction | null => guestActionFor('console', consoleKeys, settings, pressed)
