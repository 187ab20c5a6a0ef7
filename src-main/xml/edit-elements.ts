import { Document, type Element, type Node } from 'slimdom'
import { buildElement, type XmlTree } from './build-xml'
import { children, isElement } from './select-elements'

/** For some elements by name, the names of their children in the order that a host writes. */
export type ChildOrder = Readonly<Record<string, readonly string[]>>

const isBlank = (node: Node | null): boolean =>
  node?.nodeType === 3 && /^[ \t\n]*$/.test(node.nodeValue ?? '')

const documentOf = (node: Node): Document => node.ownerDocument ?? new Document()

/** The line break and blanks before an element, or undefined where it does not start a line. */
const leadOf = (element: Element): string | undefined => {
  const before = element.previousSibling
  const [lead] = (before?.nodeType === 3 && /\n[ \t]*$/.exec(before.nodeValue ?? '')) || []
  return element.parentNode?.nodeType === 9 ? '\n' : lead
}

const leadAmong = (elements: readonly Element[]): string | undefined =>
  elements.map(leadOf).find((lead) => lead !== undefined)

/** One step of this document's indentation: what its root's children are indented by. */
const stepOf = (element: Element): string =>
  leadAmong(element.ownerDocument?.documentElement?.children ?? [])?.slice(1) || '  '

/** How the children of an element are indented: as they are, else one step more than itself. */
const childLead = (parent: Element): string | undefined => {
  if (parent.firstElementChild) return leadAmong(parent.children)
  const own = leadOf(parent)
  return own === undefined ? undefined : own + stepOf(parent)
}

/** Puts each element inside a new one on a line of its own, unless there is text among them. */
const indent = (element: Element, lead: string, step: string): void => {
  if (!element.firstChild || element.childNodes.some((node) => !isElement(node))) return
  const document = documentOf(element)
  for (const child of element.children) {
    element.insertBefore(document.createTextNode(lead + step), child)
    indent(child, lead + step, step)
  }
  element.append(lead)
}

/** Removes an element with its line; a parent that then holds only blanks becomes empty. */
export const removeElement = (element: Element): void => {
  const parent = element.parentNode
  const before = element.previousSibling
  if (before && isBlank(before)) before.parentNode?.removeChild(before)
  element.remove()
  if (parent?.childNodes.every(isBlank)) {
    while (parent.firstChild) parent.removeChild(parent.firstChild)
  }
}

/** Removes all children of that name. */
export const removeChildren = (parent: Element, name: string): void =>
  children(parent, name).forEach(removeElement)

/** Removes an element that nothing is left in. */
export const removeIfEmpty = (element: Element | undefined): void => {
  if (element && !element.firstChild && element.attributes.length === 0) removeElement(element)
}

/** Sets an attribute where it stands, or adds it last; undefined takes it away. */
export const setAttribute = (
  element: Element,
  name: string,
  value: string | number | undefined,
): void => {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, String(value))
}

/**
 * Edits that change what they are asked to and nothing else: comments, unknown elements, order and
 * blanks stay. New children go where `order` has them, indented like their siblings.
 */
export const editingIn = (order: ChildOrder) => {
  /** The sibling that a new child goes before: the first that is written after it. */
  const successor = (parent: Element, name: string): Element | null => {
    const siblings = parent.children
    const known = order[parent.nodeName] ?? []
    const rank = known.indexOf(name)
    // What has no place in the order goes after its own kind, or last.
    const precedes = ({ nodeName }: Element): boolean =>
      rank === -1 ? nodeName === name : known.includes(nodeName) && known.indexOf(nodeName) <= rank
    const last = siblings.map(precedes).lastIndexOf(true)
    if (last !== -1) return siblings[last]?.nextElementSibling ?? null
    return siblings.find(({ nodeName }) => rank !== -1 && known.indexOf(nodeName) > rank) ?? null
  }

  /** Adds a child, made of `tree`. Answers it. */
  const addChild = (parent: Element, tree: XmlTree): Element => {
    const document = documentOf(parent)
    const child = buildElement(document, tree)
    const lead = childLead(parent)
    const next = successor(parent, child.nodeName)
    if (lead !== undefined) indent(child, lead, stepOf(parent))
    if (next) {
      parent.insertBefore(child, next)
      if (lead !== undefined) parent.insertBefore(document.createTextNode(lead), next)
      return child
    }
    const tail = isBlank(parent.lastChild) ? parent.lastChild : null
    if (lead !== undefined) parent.insertBefore(document.createTextNode(lead), tail)
    parent.insertBefore(child, tail)
    if (lead !== undefined && !tail) parent.append(leadOf(parent) ?? '')
    return child
  }

  /** The element along a path of child names; what is missing on the way is made. */
  const ensure = (parent: Element, path: string): Element => {
    let at = parent
    for (const name of path.split('/')) at = children(at, name)[0] ?? addChild(at, [name])
    return at
  }

  /** Sets the text of the first child of that name; undefined takes all of that name away. */
  const setChildText = (parent: Element, name: string, text: string | number | undefined): void => {
    if (text === undefined) removeChildren(parent, name)
    else {
      const child = ensure(parent, name)
      if (child.textContent !== String(text)) child.textContent = String(text)
    }
  }

  /** Puts one child in the place of all of its name. Answers it. */
  const replaceChildren = (parent: Element, tree: XmlTree): Element => {
    const [first, ...others] = children(parent, tree[0])
    others.forEach(removeElement)
    return first ? replaceElement(first, tree) : addChild(parent, tree)
  }

  return { addChild, ensure, setChildText, replaceChildren }
}

/** Puts a new element in the place of one. Answers it. */
const replaceElement = (element: Element, tree: XmlTree): Element => {
  const made = buildElement(documentOf(element), tree)
  const lead = leadOf(element)
  if (lead !== undefined) indent(made, lead, stepOf(element))
  element.replaceWith(made)
  return made
}
