import type { HostDevice } from '../../src-preload/contract/host-device'
import type { Machine } from '../../src-preload/contract/machine'
import { stickyUsbKey, type StickyUsbRule } from '../../src-preload/contract/sticky-usb'
import { t } from '../../src-preload/language/t'
import { changeSettings, currentSettings } from '../queries/settings'
import { say } from '../state/status'
import { visibleText } from '../ui/visible-text'

const rulesNow = (): readonly StickyUsbRule[] => currentSettings()?.stickyUsb ?? []

const sameAs =
  (rule: StickyUsbRule) =>
  (other: StickyUsbRule): boolean =>
    stickyUsbKey(rule) === stickyUsbKey(other)

/** A rule that gives a machine a USB device of the host again: any of its make, or this one. */
export const ruleFor = (
  { id, name }: Machine,
  { source, label, serial }: Pick<HostDevice, 'source' | 'label' | 'serial'>,
  onlyThis: boolean,
): StickyUsbRule => ({
  machineId: id,
  machineName: name.slice(0, 1000),
  vendor: source.type === 'usb' ? source.vendor : '',
  product: source.type === 'usb' ? source.product : '',
  label: label.slice(0, 256),
  ...(onlyThis && serial !== undefined && { serial }),
})

/** Makes a rule, unless there is the same one. */
export const keepSticky = (rule: StickyUsbRule): void => {
  const rules = rulesNow()
  if (rules.some(sameAs(rule))) return
  void changeSettings({ stickyUsb: [...rules, rule] })
  say(
    t('{label} comes back to {machineName} by itself', {
      label: visibleText(rule.label),
      machineName: visibleText(rule.machineName),
    }),
  )
}

export const forgetSticky = (rule: StickyUsbRule): void => {
  void changeSettings({ stickyUsb: rulesNow().filter((other) => !sameAs(rule)(other)) })
  say(
    t('{label} no longer comes back to {machineName}', {
      label: visibleText(rule.label),
      machineName: visibleText(rule.machineName),
    }),
  )
}
