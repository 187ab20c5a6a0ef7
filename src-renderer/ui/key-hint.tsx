import styles from './key-hint.module.css'

const symbols: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
}

/** `Ctrl+ArrowDown` as people read it: `Ctrl+↓`. */
export const readableKey = (key: string): string =>
  key
    .split(/\+(?=.)/)
    .map((part) => symbols[part] ?? part)
    .join('+')

/** The key of an action, shown where the action is; screen readers hear `aria-keyshortcuts`. */
export const KeyHint = ({ keys }: { readonly keys: string }) => (
  <kbd className={styles['hint']} aria-hidden="true">
    {readableKey(keys)}
  </kbd>
)

/** The key in the form of `aria-keyshortcuts`. */
export const ariaKey = (key: string): string => key.replace('Ctrl', 'Control')
