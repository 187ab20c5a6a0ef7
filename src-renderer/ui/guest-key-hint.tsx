import { keysOf, type GuestRoom, type GuestWindowKey, type KeySettings } from './guest-keys'
import { KeyHint } from './key-hint'

interface GuestKeyHintProps<A extends string> {
  readonly room: GuestRoom
  readonly table: Readonly<Record<A, GuestWindowKey>>
  readonly action: A
  readonly settings: KeySettings
}

/** The key of an action of a guest's window, as it is bound now; nothing where it has none. */
export const GuestKeyHint = <A extends string>(props: GuestKeyHintProps<A>) => {
  const [key] = keysOf(props.room, props.action, props.table, props.settings)
  return key === undefined ? null : <KeyHint keys={key} />
}
