import {
  guestActionFor,
  type GuestWindowKey,
  type KeySettings,
  type Pressed,
} from '../ui/guest-keys'

/** What the window itself does; every other key is the guest's, or all guests' while broadcasting. */
export const tileKeys = {
  left: { title: 'To the left', keys: 'Ctrl+Shift+ArrowLeft' },
  right: { title: 'To the right', keys: 'Ctrl+Shift+ArrowRight' },
  up: { title: 'Up', keys: 'Ctrl+Shift+ArrowUp' },
  down: { title: 'Down', keys: 'Ctrl+Shift+ArrowDown' },
  zoom: { title: 'Zoom, or show all', keys: 'Ctrl+Shift+Enter' },
  broadcast: { title: 'Broadcast', keys: 'Ctrl+Shift+B' },
  copy: { title: 'Copy', keys: 'Ctrl+Shift+C' },
  paste: { title: 'Paste', keys: 'Ctrl+Shift+V' },
  stopPaste: { title: 'Stop pasting', keys: 'Ctrl+Shift+X' },
  reconnect: { title: 'Reconnect', keys: 'Ctrl+Shift+R' },
  close: { title: 'Close tile', keys: 'Ctrl+Shift+W' },
  larger: { title: 'Larger', keys: 'Ctrl+Shift++' },
  smaller: { title: 'Smaller', keys: 'Ctrl+Shift+-' },
  usual: { title: 'Usual size', keys: 'Ctrl+Shift+0' },
  fullScreen: { title: 'Full screen', keys: 'F11' },
} as const satisfies Record<string, GuestWindowKey>

export type TileAction = keyof typeof tileKeys

/** What a key press asks of the window, or null where it is a guest's. */
export const tileActionFor = (pressed: Pressed, settings: KeySettings = {}): TileAction | null =>
  guestActionFor('tiles', tileKeys, settings, pressed)
