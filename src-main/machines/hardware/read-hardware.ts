import type { Element } from 'slimdom'
import type { Hardware } from '../../../src-preload/contract/hardware'
import { find } from '../../xml/select-elements'
import { isEchoConsole } from '../definition/echo-console'
import { deviceKeys } from './device-key'
import { readDevice } from './read-device'
import { readFacts } from './read-facts'

/** Children of `<devices>` that are no devices. */
const notDevices: readonly string[] = ['emulator', 'nvram', 'redirfilter', 'lease', 'audio']

/** Reads a definition into all that its machine is made of. */
export const readHardware = (domain: Element): Hardware => {
  const devices = find(domain, 'devices')
  const keys = devices ? deviceKeys(devices) : new Map<Element, string>()
  return {
    facts: readFacts(domain, keys),
    devices: [...keys]
      .filter(([element]) => !notDevices.includes(element.nodeName) && !isEchoConsole(element))
      .map(([element, key]) => readDevice(element, key)),
  }
}
