import { useLayoutEffect, useMemo } from 'react'
import { useOverlay } from '../state/overlay'
import { usePage } from '../state/page'
import type { KeyContext } from './action'
import { GRID_ID } from '../machines/focus'
import { actionFor, keymapOf, keyName } from './keymap'
import { runAction } from './run-action'
import { useActions } from './use-actions'

const isTyping = (target: Element): boolean =>
  target.matches(
    'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable="true"]',
  )

/** In text fields only keys that write nothing mean an action. */
const writes = (key: string): boolean => !/^(?:Ctrl|Alt)\+|^F\d+$/.test(key)

const contextsAt = (target: EventTarget | null): readonly KeyContext[] => {
  if (target instanceof Element && target.closest('[role=tree]'))
    return ['hosts', 'page', 'everywhere']
  if (target instanceof Element && target.closest('[role=columnheader]'))
    return ['columns', 'everywhere']
  const list = target instanceof Element ? target.closest('[data-keys]') : null
  if (list !== null) return [list.getAttribute('data-keys') as KeyContext, 'page', 'everywhere']
  if (usePage.getState().page.kind !== 'machines') return ['page', 'everywhere']
  // Where nothing has the focus, the list is meant: it is what the window is for.
  const inList = target === document.body || (target instanceof Element && target.id === GRID_ID)
  return inList ? ['list', 'everywhere'] : ['everywhere']
}

/** Binds the keys of the table of actions, while the window stands. */
export const useKeymap = (): void => {
  const actions = useActions()
  const keymap = useMemo(() => keymapOf(actions), [actions])
  // Before the first picture: who sees the window may press a key.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (useOverlay.getState().overlay !== null) return
      if (document.querySelector('dialog:modal') !== null) return
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
