import { consoleKeys } from '../console/console-keys'
import { displayKeys } from '../display/display-keys'
import { tileKeys } from '../tiles/tile-keys'
import type { GuestRoom, GuestWindowKey } from '../ui/guest-keys'
import type { Action } from './action'

const windowOf: Readonly<Record<GuestRoom, string>> = {
  console: 'a console’s own window',
  tiles: 'a window of several consoles',
  display: 'a display’s own window',
}

/** Windows of guests have their own way to these: here they are told of, and bound anew. */
const told = (
  room: GuestRoom,
  group: Action['group'],
  keys: Readonly<Record<string, GuestWindowKey>>,
): readonly Action[] =>
  Object.entries(keys).map(([id, { title, keys: key }]) => ({
    id: `${room}.${id}`,
    title: `${title} (${room})`,
    keys: [key],
    keyContext: room,
    group,
    whyNot: () => `it is a key of ${windowOf[room]}`,
    run: () => undefined,
  }))

/** What the windows of consoles and displays do by themselves. */
export const guestWindowActionTable: readonly Action[] = [
  ...told('console', 'Serial console', consoleKeys),
  ...told('tiles', 'Several consoles', tileKeys),
  ...told('display', 'Graphical display', displayKeys),
]
