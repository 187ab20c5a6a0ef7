import type { Element } from 'slimdom'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { removeElement } from '../../xml/edit-elements'
import { find } from '../../xml/select-elements'
import { addChild, ensure } from '../definition/edit-definition'
import { deviceByKey } from './device-key'
import { elementOf, writeDevice } from './write-device'
import { shareMemory } from './write-memory'
import { writeSettings } from './write-settings'

/** The device of that key. Throws a `Problem` when there is none. */
export const requireDevice = (domain: Element, key: string): Element => {
  const element = deviceByKey(domain, key)
  if (element) return element
  throw new Problem('not-found', t('There is no device {key}', { key }), {
    hint: t('It may have been removed meanwhile; look at the hardware again.'),
  })
}

/** Adds a device to a definition. Answers it. */
export const addDevice = (domain: Element, spec: DeviceSpec): Element => {
  const devices = ensure(domain, 'devices')
  const old = spec.kind === 'memballoon' && find(devices, 'memballoon')
  // A machine has one balloon, and none is one of model `none`.
  const element = old || addChild(devices, [elementOf(spec.kind)])
  writeDevice(element, spec)
  if (spec.kind === 'filesystem' && spec.driver === 'virtiofs') shareMemory(domain)
  return element
}

/**
 * Makes a change in a definition: no more than it says, everything else stays as it is. Throws a
 * `Problem` when it speaks of a device that is not there.
 */
export const applyChange = (domain: Element, change: HardwareChange): void => {
  switch (change.change) {
    case 'addDevice':
      addDevice(domain, change.device)
      return
    case 'changeDevice':
      writeDevice(requireDevice(domain, change.key), change.device)
      return
    case 'removeDevice':
      removeElement(requireDevice(domain, change.key))
      return
    case 'set':
      writeSettings(domain, change.settings)
  }
}
