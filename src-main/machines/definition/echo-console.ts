import type { Element } from 'slimdom'
import { attributeOf, children } from '../../xml/select-elements'

/**
 * Whether a device only repeats another: libvirt writes the first serial port a second time, as the
 * console of target type `serial`.
 */
export const isEchoConsole = (element: Element): boolean =>
  element.nodeName === 'console' &&
  (attributeOf(element, 'target', 'type') ?? 'serial') === 'serial' &&
  element.parentElement !== null &&
  children(element.parentElement, 'serial').length > 0
