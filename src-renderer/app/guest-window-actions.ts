import { consoleKeys } from '../console/console-keys'
import { displayKeys } from '../display/display-keys'
import type { GuestWindowKey } from '../ui/guest-keys'
import type { Action } from './action'

/** Windows of guests have their own way to these: here they are told of, and bound anew. */
const told = (
  room: 'console' | 'display',
  group: Action['group'],
  keys: Readonly<Record<string, GuestWindowKey>>,
): readonly Action[] =>
  Object.entries(keys).map(([id, { title, keys: key }]) => ({
    id: `${room}.${id}`,
    title: `${title} (${room})`,
    keys: [key],
    keyContext: room,
    group,
    whyNot: () => `it is a key of a ${room}’s own window`,
    run: () => undefined,
  }))

/** What the windows of consoles and displays do by themselves. */
export const guestWindowActionTable: readonly Action[] = [
  ...told('console', 'Serial console', consoleKeys),
  ...told('display', 'Graphical display', displayKeys),
]
