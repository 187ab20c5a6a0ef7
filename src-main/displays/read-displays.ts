import type { Element } from 'slimdom'
import type { Place } from '../libvirt'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find } from '../xml/select-elements'

/** A display that a machine offers, as its definition tells. */
export interface Display {
  /** `vnc`, `spice`; others have no server to connect to. */
  readonly type: string
  /** Where it listens, as seen from its host; null where it does not (yet). */
  readonly place: Place | null
  /** SPICE's port for TLS, beside the open one or (where it is the same) instead of it. */
  readonly tlsPort?: number
  /** Only in a definition that was read with its secrets. */
  readonly password?: string
}

/** The displays of a machine, and whether it runs: only then do their addresses hold. */
export interface Displays {
  readonly isRunning: boolean
  readonly displays: readonly Display[]
}

/** Ports of −1 and 0 are ones that the host has yet to choose. */
const portIn = (graphics: Element, name: string): number | undefined => {
  const port = Number(graphics.getAttribute(name) ?? 0)
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined
}

const placeOf = (graphics: Element): Place | null => {
  const type = attributeOf(graphics, 'listen', 'type')
  if (type === 'none') return null
  const path = attributeOf(graphics, 'listen', 'socket') ?? graphics.getAttribute('socket')
  if (path) return { kind: 'unix', path }
  const port = portIn(graphics, 'port') ?? portIn(graphics, 'tlsPort')
  if (type === 'socket' || port === undefined) return null
  const host = attributeOf(graphics, 'listen', 'address') ?? graphics.getAttribute('listen')
  return { kind: 'tcp', host: host || '127.0.0.1', port }
}

const displayOf = (graphics: Element): Display => {
  const tlsPort = portIn(graphics, 'tlsPort')
  const password = graphics.getAttribute('passwd')
  return {
    type: graphics.getAttribute('type') ?? '',
    place: placeOf(graphics),
    ...(tlsPort !== undefined && { tlsPort }),
    ...(password !== null && { password }),
  }
}

/** Reads the displays from a machine's definition. Throws a `Problem` when it is no XML. */
export const readDisplays = (xml: string): Displays => {
  const domain = parseXml(xml)
  const devices = find(domain, 'devices')
  return {
    isRunning: domain.hasAttribute('id'),
    displays: devices ? children(devices, 'graphics').map(displayOf) : [],
  }
}
