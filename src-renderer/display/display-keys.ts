import { t } from '../../src-preload/language/t'
import { guestActionFor, type GuestWindowKey, type KeySettings } from '../ui/guest-keys'

/** What stays with the desktop; every other key is the guest's, Ctrl+W and F5 among them. */
export const displayKeys = {
  type: { title: t('Type the clipboard'), keys: 'Ctrl+Shift+V' },
  copy: { title: t('Copy from the guest'), keys: 'Ctrl+Shift+C' },
  picture: { title: t('Save a picture'), keys: 'Ctrl+Shift+S' },
  reconnect: { title: t('Reconnect'), keys: 'Ctrl+Shift+R' },
  close: { title: t('Close'), keys: 'Ctrl+Shift+W' },
  sendKeys: { title: t('Send keys'), keys: 'Ctrl+Shift+K' },
  scaling: { title: t('Scaling'), keys: 'Ctrl+Shift+Z' },
  viewOnly: { title: t('View only'), keys: 'Ctrl+Shift+O' },
  fullScreen: { title: t('Full screen'), keys: 'F11' },
} as const satisfies Record<string, GuestWindowKey>

export type DisplayAction = keyof typeof displayKeys

/** What a key press asks of the window, or null where it is the guest's. */
export const displayActionFor = (
  pressed: Parameters<typeof guestActionFor>[3],
  settings: KeySettings = {},
): DisplayAction | null => guestActionFor('display', displayKeys, settings, pressed)
