import type { Element, Node } from 'slimdom'

export const isElement = (node: Node | null): node is Element => node?.nodeType === 1

/** The child elements, of that name where one is given. */
export const children = (parent: Element, name?: string): readonly Element[] =>
  name === undefined ? parent.children : parent.children.filter((child) => child.nodeName === name)

/** The first element along a path of child names, such as `os/type`. */
export const find = (parent: Element, path: string): Element | undefined => {
  let at: Element | undefined = parent
  for (const name of path.split('/')) at = at?.children.find((child) => child.nodeName === name)
  return at
}

/** The text of the element along a path, or undefined where there is none. */
export const textOf = (parent: Element, path: string): string | undefined =>
  find(parent, path)?.textContent?.trim() || undefined

/** An attribute of the element along a path (`''` is itself), or undefined where there is none. */
export const attributeOf = (parent: Element, path: string, name: string): string | undefined =>
  (path === '' ? parent : find(parent, path))?.getAttribute(name) ?? undefined
