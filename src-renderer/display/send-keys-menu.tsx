import { DropdownMenu } from 'radix-ui'
import { useRef } from 'react'
import { t } from '../../src-preload/language/t'
import { readableKey } from '../ui/key-hint'
import { BarMenu } from '../ui/bar-menu'
import styles from '../ui/bar-menu.module.css'
import { displayKeys } from './display-keys'
import { keyCombinations, type KeyEvent } from './key-strokes'

interface SendKeysMenuProps {
  readonly keys: string | undefined
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onSend: (events: readonly KeyEvent[]) => void
  readonly onClosed: () => void
}

/** Key combinations that the desktop would take for itself. */
export const SendKeysMenu = (props: SendKeysMenuProps) => {
  const { keys, isOpen, onOpenChange, onSend, onClosed } = props
  const chosen = useRef<readonly KeyEvent[] | null>(null)
  const [others, consoles] = keyCombinations
  const itemOf = ({ keys: sent, events }: NonNullable<typeof others>[number]) => (
    <DropdownMenu.Item
      key={sent}
      className={styles['item']}
      onSelect={() => (chosen.current = events)}
    >
      <span>{readableKey(sent)}</span>
    </DropdownMenu.Item>
  )
  return (
    <BarMenu
      label={displayKeys.sendKeys.title}
      keys={keys}
      text={t('Send keys')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onClosed={() => {
        onClosed()
        if (chosen.current !== null) onSend(chosen.current)
        chosen.current = null
      }}
    >
      <div className={styles['columns']}>{others?.map(itemOf)}</div>
      <DropdownMenu.Separator className={styles['line']} />
      <div className={styles['columns']}>{consoles?.map(itemOf)}</div>
    </BarMenu>
  )
}
