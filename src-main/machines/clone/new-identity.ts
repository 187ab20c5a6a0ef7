import type { Element } from 'slimdom'
import { t } from '../../../src-preload/language/t'
import { removeChildren, removeElement, setAttribute } from '../../xml/edit-elements'
import { attributeOf, children, find } from '../../xml/select-elements'
import { ensure, setChildText } from '../definition/edit-definition'

/** Its own store is made anew from the firmware's template: an empty element says where to. */
const forgetFirmware = (domain: Element): boolean => {
  const nvram = find(domain, 'os/nvram')
  if (!nvram) return false
  nvram.textContent = ''
  setAttribute(nvram, 'type', undefined)
  return true
}

/** The UUID that the guest sees in its firmware tables must be the machine's own. */
const forgetSystemId = (domain: Element): void => {
  for (const sysinfo of children(domain, 'sysinfo')) {
    const system = find(sysinfo, 'system')
    for (const entry of system ? children(system, 'entry') : []) {
      if (entry.getAttribute('name') === 'uuid') removeElement(entry)
    }
  }
}

const forgetDevices = (devices: Element): void => {
  for (const nic of children(devices, 'interface')) {
    removeChildren(nic, 'mac')
    removeChildren(nic, 'target')
  }
  for (const channel of children(devices, 'channel')) {
    // The host's own choice of a socket has the machine's name in it.
    if (channel.getAttribute('type') === 'unix') removeChildren(channel, 'source')
  }
  for (const display of children(devices, 'graphics')) {
    if (display.getAttribute('autoport') !== 'yes') continue
    for (const name of ['port', 'tlsPort']) setAttribute(display, name, undefined)
  }
}

/** What two machines can't both have while both run, in words. */
const clashes = (devices: Element): readonly string[] => {
  const found: string[] = []
  if (children(devices, 'hostdev').length > 0) {
    found.push(t('Both have the same devices of the host: only one of them can run at a time.'))
  }
  const fixed = children(devices, 'graphics').filter(
    (display) =>
      display.getAttribute('autoport') !== 'yes' && Number(display.getAttribute('port')) > 0,
  )
  if (fixed.length > 0) {
    found.push(t('Both have a display on the same port: only one of them can run at a time.'))
  }
  const files = [...children(devices, 'serial'), ...children(devices, 'console')].filter(
    (port) =>
      attributeOf(port, 'source', 'path') !== undefined && port.getAttribute('type') !== 'pty',
  )
  if (files.length > 0) found.push(t('Both have a serial port on the same file or socket.'))
  return found
}

/**
 * Makes a definition that of another machine: nothing that names a machine, its network addresses
 * or its files on the host may be there twice. Answers what a person should know of it.
 */
export const giveNewIdentity = (domain: Element, name: string): readonly string[] => {
  setChildText(domain, 'name', name)
  removeChildren(domain, 'uuid')
  // Present, it is to be there; empty, the host makes one up.
  if (find(domain, 'genid')) setChildText(domain, 'genid', '')
  forgetSystemId(domain)
  const devices = ensure(domain, 'devices')
  forgetDevices(devices)
  return [
    ...(forgetFirmware(domain) ? [t('Its firmware starts with its settings as they come.')] : []),
    ...(children(devices, 'tpm').length > 0 ? [t('Its TPM starts empty, without the keys.')] : []),
    ...clashes(devices),
  ]
}
