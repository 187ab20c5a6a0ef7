import { t } from '../../src-preload/language/t'
import {
  guestActionFor,
  type GuestWindowKey,
  type KeySettings,
  type Pressed,
} from '../ui/guest-keys'

/** What the window itself does; every other key is the guest's. */
export const consoleKeys = {
  copy: { title: t('Copy'), keys: 'Ctrl+Shift+C' },
  paste: { title: t('Paste'), keys: 'Ctrl+Shift+V' },
  stopPaste: { title: t('Stop pasting'), keys: 'Ctrl+Shift+X' },
  find: { title: t('Find'), keys: 'Ctrl+Shift+F' },
  save: { title: t('Save transcript'), keys: 'Ctrl+Shift+S' },
  recording: { title: t('Record, or stop recording'), keys: 'Ctrl+Shift+E' },
  setSize: { title: t('Tell the guest the size'), keys: 'Ctrl+Shift+T' },
  reconnect: { title: t('Reconnect'), keys: 'Ctrl+Shift+R' },
  menu: { title: t('Console menu'), keys: 'Ctrl+Shift+M' },
  close: { title: t('Close'), keys: 'Ctrl+Shift+W' },
  larger: { title: t('Larger'), keys: 'Ctrl+Shift++' },
  smaller: { title: t('Smaller'), keys: 'Ctrl+Shift+-' },
  usual: { title: t('Usual size'), keys: 'Ctrl+Shift+0' },
  fullScreen: { title: t('Full screen'), keys: 'F11' },
} as const satisfies Record<string, GuestWindowKey>

export type ConsoleAction = keyof typeof consoleKeys

/** What a key press asks of the window, or null where it is the guest's. */
export const consoleActionFor = (
  pressed: Pressed,
  settings: KeySettings = {},
): ConsoleAction | null => guestActionFor('console', consoleKeys, settings, pressed)
