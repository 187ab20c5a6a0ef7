/** One half of a stroke: a key goes down, or up. */
export interface KeyEvent {
  /** X11's number for what the key means. */
  readonly keysym: number
  /** Where the key stands; null lets the display find it by its meaning. */
  readonly code: string | null
  readonly down: boolean
}

type Key = readonly [keysym: number, code: string]

const CONTROL: Key = [0xffe3, 'ControlLeft']
const ALT: Key = [0xffe9, 'AltLeft']
const SUPER: Key = [0xffeb, 'MetaLeft']
const functionKey = (number: number): Key => [0xffbd + number, `F${number}`]

/** Presses keys one after the other, and lets go of them in the opposite order. */
const chord = (...keys: readonly Key[]): readonly KeyEvent[] => [
  ...keys.map(([keysym, code]) => ({ keysym, code, down: true })),
  ...[...keys].reverse().map(([keysym, code]) => ({ keysym, code, down: false })),
]

/** What the desktop would take for itself, in groups; each may be sent from the menu. */
export const keyCombinations: readonly (readonly {
  readonly keys: string
  readonly events: readonly KeyEvent[]
}[])[] = [
  [
    { keys: 'Ctrl+Alt+Delete', events: chord(CONTROL, ALT, [0xffff, 'Delete']) },
    { keys: 'Ctrl+Alt+Backspace', events: chord(CONTROL, ALT, [0xff08, 'Backspace']) },
    { keys: 'Alt+Tab', events: chord(ALT, [0xff09, 'Tab']) },
    { keys: 'Alt+F4', events: chord(ALT, functionKey(4)) },
    { keys: 'Super', events: chord(SUPER) },
    { keys: 'Super+L', events: chord(SUPER, [0x6c, 'KeyL']) },
    { keys: 'PrintScreen', events: chord([0xff61, 'PrintScreen']) },
    { keys: 'F11', events: chord(functionKey(11)) },
  ],
  Array.from({ length: 12 }, (_, index) => ({
    keys: `Ctrl+Alt+F${index + 1}`,
    events: chord(CONTROL, ALT, functionKey(index + 1)),
  })),
]

const SHIFT: Key = [0xffe1, 'ShiftLeft']
const RETURN = 0xff0d
const TAB = 0xff09

/** What is above another character on its key; QEMU's own map of keys is the American one. */
const shifted = /[A-Z~!@#$%^&*()_+{}|:"<>?]/

/** Latin-1 has the numbers of its characters; X11 puts all others beyond 2²⁴. */
const keysymOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? code : 0x0100_0000 + code
}

const isControl = /\p{Cc}/u

/**
 * A text as keys that type it. Control characters but line ends and tabs are left out: a text must
 * not press Escape.
 */
export const keyEventsFor = (text: string): readonly KeyEvent[] => {
  const events: KeyEvent[] = []
  let isShifted = false
  const shift = (down: boolean): void => {
    if (down !== isShifted) events.push({ keysym: SHIFT[0], code: SHIFT[1], down })
    isShifted = down
  }
  const press = (keysym: number): void => {
    events.push({ keysym, code: null, down: true }, { keysym, code: null, down: false })
  }
  for (const character of text.replace(/\r\n?/g, '\n')) {
    if (character === '\n' || character === '\t') {
      shift(false)
      press(character === '\n' ? RETURN : TAB)
    } else if (!isControl.test(character)) {
      shift(shifted.test(character))
      press(keysymOf(character))
    }
  }
  shift(false)
  return events
}

/** How many characters may have no key: those beyond ASCII depend on the display's keyboard map. */
export const countUncertain = (text: string): number => {
  let count = 0
  for (const character of text) if (keysymOf(character) > 0x7e) count += 1
  return count
}
