import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { hostsQuery } from '../queries/hosts'
import { useOverlay } from '../state/overlay'
import type { KeyContext } from './action'
import { actionsFor } from './actions'
import { GRID_ID } from '../machines/focus'
import { actionFor, keymapOf, keyName } from './keymap'
import { runAction } from './run-action'

const isTyping = (target: Element): boolean =>
  target.matches('input, textarea, select, [contenteditable="true"]')

/** In text fields only keys that write nothing mean an action. */
const writes = (key: string): boolean => !/^(?:Ctrl|Alt)\+|^F\d+$/.test(key)

const contextsAt = (target: EventTarget | null): readonly KeyContext[] => {
  // Where nothing has the focus, the list is meant: it is what the window is for.
  const inList = target === document.body || (target instanceof Element && target.id === GRID_ID)
  return inList ? ['list', 'everywhere'] : ['everywhere']
}

/** Binds the keys of the table of actions, while the window stands. */
export const useKeymap = (): void => {
  const hosts = useQuery(hostsQuery).data
  const keymap = useMemo(() => keymapOf(actionsFor(hosts ?? [])), [hosts])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (useOverlay.getState().overlay !== null) return
      const key = keyName(event)
      if (event.target instanceof Element && isTyping(event.target) && writes(key)) return
      const action = actionFor(keymap, contextsAt(event.target), key)
      if (action === undefined) return
      event.preventDefault()
      // A key that is held down is one wish, not many.
      if (!event.repeat || action.repeats === true) runAction(action)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keymap])
}
