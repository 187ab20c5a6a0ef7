import { guestActionFor, type GuestWindowKey, type KeySettings } from '../ui/guest-keys'

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
} as const satisfies Record<string, GuestWindowKey>

export type DisplayAction = keyof typeof displayKeys

/** What a key press asks of the window, or null where it is the guest's. */
export const displayActionFor = (
  pressed: Parameters<typeof guestActionFor>[3],
  settings: KeySettings = {},
): DisplayAction | null => guestActionFor('display', displayKeys, settings, pressed)
