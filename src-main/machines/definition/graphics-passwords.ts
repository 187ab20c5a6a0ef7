import type { Element } from 'slimdom'
import { setAttribute } from '../../xml/edit-elements'
import { children, find } from '../../xml/select-elements'

const displaysOf = (domain: Element): readonly Element[] => {
  const devices = find(domain, 'devices')
  return devices ? children(devices, 'graphics') : []
}

/** Takes the passwords of displays out of a definition, so that it may be kept on disk. */
export const withoutPasswords = (domain: Element): void => {
  for (const display of displaysOf(domain)) setAttribute(display, 'passwd', undefined)
}

/** Gives displays the passwords that those of the same type have in another definition. */
export const withPasswordsOf = (domain: Element, other: Element): void => {
  for (const display of displaysOf(domain)) {
    const type = display.getAttribute('type')
    const same = displaysOf(other).find((it) => it.getAttribute('type') === type)
    const password = same?.getAttribute('passwd')
    if (password && !display.hasAttribute('passwd')) setAttribute(display, 'passwd', password)
  }
}
