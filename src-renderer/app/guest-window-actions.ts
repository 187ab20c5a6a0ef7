import { message, t } from '../../src-preload/language/t'
import { consoleKeys } from '../console/console-keys'
import { displayKeys } from '../display/display-keys'
import { tileKeys } from '../tiles/tile-keys'
import type { GuestRoom, GuestWindowKey } from '../ui/guest-keys'
import type { Action } from './action'

const windowOf: Readonly<Record<GuestRoom, string>> = {
  console: t('a console’s own window'),
  tiles: t('a window of several consoles'),
  display: t('a display’s own window'),
}

const roomWords: Readonly<Record<GuestRoom, string>> = {
  console: t('console'),
  tiles: t('tiles'),
  display: t('display'),
}

/** Windows of guests have their own way to these: here they are told of, and bound anew. */
const told = (
  room: GuestRoom,
  group: Action['group'],
  keys: Readonly<Record<string, GuestWindowKey>>,
): readonly Action[] =>
  Object.entries(keys).map(([id, { title, keys: key }]) => ({
    id: `${room}.${id}`,
    title: `${title} (${roomWords[room]})`,
    keys: [key],
    keyContext: room,
    group,
    whyNot: () => t('it is a key of {window}', { window: windowOf[room] }),
    run: () => undefined,
  }))

/** What the windows of consoles and displays do by themselves. */
export const guestWindowActionTable: readonly Action[] = [
  ...told('console', message('Serial console'), consoleKeys),
  ...told('tiles', message('Several consoles'), tileKeys),
  ...told('display', message('Graphical display'), displayKeys),
]
