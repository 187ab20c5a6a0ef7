import { t } from '../../src-preload/language/t'
import {
  guestActionFor,
  type GuestWindowKey,
  type KeySettings,
  type Pressed,
} from '../ui/guest-keys'

/** What the window itself does; every other key is the guest's, or all guests' while broadcasting. */
export const tileKeys = {
  left: { title: t('To the left'), keys: 'Ctrl+Shift+ArrowLeft' },
  right: { title: t('To the right'), keys: 'Ctrl+Shift+ArrowRight' },
  up: { title: t('Up'), keys: 'Ctrl+Shift+ArrowUp' },
  down: { title: t('Down'), keys: 'Ctrl+Shift+ArrowDown' },
  zoom: { title: t('Zoom, or show all'), keys: 'Ctrl+Shift+Enter' },
  broadcast: { title: t('Broadcast'), keys: 'Ctrl+Shift+B' },
  copy: { title: t('Copy'), keys: 'Ctrl+Shift+C' },
  paste: { title: t('Paste'), keys: 'Ctrl+Shift+V' },
  find: { title: t('Find'), keys: 'Ctrl+Shift+F' },
  menu: { title: t('Choose the console'), keys: 'Ctrl+Shift+M' },
  stopPaste: { title: t('Stop pasting'), keys: 'Ctrl+Shift+X' },
  reconnect: { title: t('Reconnect'), keys: 'Ctrl+Shift+R' },
  close: { title: t('Close tile'), keys: 'Ctrl+Shift+W' },
  larger: { title: t('Larger'), keys: 'Ctrl+Shift++' },
  smaller: { title: t('Smaller'), keys: 'Ctrl+Shift+-' },
  usual: { title: t('Usual size'), keys: 'Ctrl+Shift+0' },
  fullScreen: { title: t('Full screen'), keys: 'F11' },
} as const satisfies Record<string, GuestWindowKey>

export type TileAction = keyof typeof tileKeys

/** What a key press asks of the window, or null where it is a guest's. */
export const tileActionFor = (pressed: Pressed, settings: KeySettings = {}): TileAction | null =>
  guestActionFor('tiles', tileKeys, settings, pressed)
