import type { LucideIcon } from 'lucide-react'
import type { Host, HostId } from '../../src-preload/contract/host'
import type { Machine } from '../../src-preload/contract/machine'
import type { Network } from '../../src-preload/contract/network'
import type { Pool } from '../../src-preload/contract/storage'
import { message } from '../../src-preload/language/t'
import type { GuestRoom } from '../ui/guest-keys'

/** What actions act on, at one moment. */
export interface ActionContext {
  /** The selected machines that are shown, or the one under the cursor where none is selected. */
  readonly targets: readonly Machine[]
  readonly hosts: readonly Host[]
  /** The host whose machines are shown; null for all. */
  readonly hostId: HostId | null
  /** The host that is meant: under the tree's cursor, on the page, or shown alone. */
  readonly host: Host | undefined
  /** The chosen pool, volume or network, while the page is shown that it was chosen on. */
  readonly pool?: Pool | undefined
  readonly volume?: string | undefined
  readonly network?: Network | undefined
}

/** In the order of lists that tell of all actions; `t` tells them. */
export const actionGroups = [
  message('Machines'),
  message('Selection'),
  message('Hosts'),
  message('Storage'),
  message('Networks'),
  message('View'),
  message('Virthelm'),
  message('Serial console'),
  message('Several consoles'),
  message('Graphical display'),
] as const

export type ActionGroup = (typeof actionGroups)[number]

/**
 * Where a key means the action: in the list, the titles of its columns, the hosts, a page or one of
 * its lists, or everywhere (but in dialogs); or in the windows of consoles and displays, which are
 * apart.
 */
export type KeyContext =
  | 'list'
  | 'columns'
  | 'hosts'
  | 'pools'
  | 'volumes'
  | 'networks'
  | 'page'
  | 'everywhere'
  | GuestRoom

/** Whether keys of that context are pressed in a window of a guest. */
export const isOfGuestWindow = (context: KeyContext): context is GuestRoom =>
  context === 'console' || context === 'tiles' || context === 'display'

/**
 * Something that a person can do. Menus, toolbar, palette, key list and key bindings are all made
 * from these.
 */
export interface Action {
  readonly id: string
  readonly title: string | ((context: ActionContext) => string)
  /** For the key list, where the title depends on the moment. */
  readonly generalTitle?: string
  /** Such as `s`, `Shift+R`, `Ctrl+K`, `ArrowDown`; the first is the one that is shown. */
  readonly keys: readonly string[]
  readonly keyContext: KeyContext
  readonly group: ActionGroup
  readonly icon?: LucideIcon
  /** Other words that people look for it by. */
  readonly keywords?: string
  /** It takes much away: drawn so that nobody takes it for another. */
  readonly dangerous?: boolean
  /** It turns something on and off: whether that is on now. */
  readonly isOn?: () => boolean
  /** A held key does it again and again. */
  readonly repeats?: boolean
  /** Why it makes no sense now, or null where it does. */
  readonly whyNot: (context: ActionContext) => string | null
  /** A whole sentence for `whyNot`'s reason, where the title and the reason alone don't make one. */
  readonly refusal?: (context: ActionContext) => string
  /** Called only where `whyNot` has no objection. */
  readonly run: (context: ActionContext) => void
}

export const always = (): null => null

export const titleOf = (action: Action, context: ActionContext): string =>
  typeof action.title === 'string' ? action.title : action.title(context)

const nowhere: ActionContext = { targets: [], hosts: [], hostId: null, host: undefined }

/** What an action is called in lists of all of them, where its title depends on the moment. */
export const generalTitleOf = (action: Action): string =>
  action.generalTitle ?? titleOf(action, nowhere)
