import { useRef, type MouseEvent, type ReactNode } from 'react'
import { closeOverlay, openOverlay, useOverlay, type Overlay } from '../state/overlay'
import { Button } from '../ui/button'

interface MenuButtonProps {
  readonly label: string
  readonly menu: Extract<Overlay, { readonly x: number }>['kind']
  readonly children: ReactNode
}

/** The focus stays where it is, so that keys still mean the list after a click. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault()

/** Opens a menu below itself, and closes it again. */
export const MenuButton = ({ label, menu, children }: MenuButtonProps) => {
  const open = useOverlay(({ overlay }) => overlay?.kind === menu)
  // The press itself closes an open menu; the click that follows must not open it anew.
  const wasOpen = useRef(false)
  return (
    <Button
      look="quiet"
      square
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={open}
      onPointerDown={() => (wasOpen.current = open)}
      onMouseDown={keepFocus}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const x = menu === 'app-menu' ? box.right : box.left
        if (wasOpen.current) closeOverlay()
        else openOverlay({ kind: menu, x, y: box.bottom + 4 })
        wasOpen.current = false
      }}
    >
      {children}
    </Button>
  )
}
