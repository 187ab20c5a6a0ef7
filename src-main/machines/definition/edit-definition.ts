import { editingIn } from '../../xml/edit-elements'
import { childOrder } from './child-order'

/** Minimal edits of machine definitions, where libvirt would make them. */
export const { addChild, ensure, setChildText, replaceChildren } = editingIn(childOrder)
