import { t } from '../../src-preload/language/t'
import { isOfGuestWindow, type KeyContext } from '../app/action'

const MODIFIERS = /^(?:(?:Ctrl|Alt|Shift)\+)*(?:Control|Alt|AltGraph|Shift|Meta|CapsLock|Fn)$/

/** A press that is only the beginning of one: modifiers by themselves. */
export const isUnfinished = (key: string): boolean => MODIFIERS.test(key)

/** Keys without which dialogs, menus and fields could not be used, wherever they are. */
const RESERVED =
  /^(?:Shift\+)?(?:Enter|Space|Arrow(?:Up|Down|Left|Right)|Home|End|Page(?:Up|Down))$/

/** Why a key can't be bound in a context, or null where it can. */
export const whyUnbindable = (key: string, context: KeyContext): string | null => {
  if (/^(?:Dead|Process|Unidentified|Compose)$/.test(key)) return t('That key has no name to bind.')
  if (/(?:^|\+)Tab$/.test(key)) return t('Tab moves the focus, everywhere.')
  if (/(?:^|\+)Escape$/.test(key)) return t('Escape leads back, everywhere.')
  if (isOfGuestWindow(context)) {
    return /^Ctrl\+(?:Alt\+)?Shift\+|^(?:\w+\+)*F\d+$/.test(key)
      ? null
      : t('The guest needs that key: take one with Ctrl and Shift, or an F key.')
  }
  if (context === 'everywhere' && RESERVED.test(key)) return t('Buttons and fields need that key.')
  return null
}
