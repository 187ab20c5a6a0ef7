import type { HostDevice } from '../../../src-preload/contract/host-device'
import type { HostdevSource } from '../../../src-preload/contract/device-specs'
import type { Device, DeviceKey } from '../../../src-preload/contract/hardware'
import type { StickyUsbRule } from '../../../src-preload/contract/sticky-usb'

export type UsbSource = Extract<HostdevSource, { type: 'usb' }>

/** What to take out of a machine and what to put in, so that its rules hold. */
export interface StickyUsbPlan {
  readonly takeOut: readonly DeviceKey[]
  readonly putIn: readonly { readonly source: UsbSource; readonly label: string }[]
  /** What is plugged in and in the machine already. */
  readonly kept: readonly UsbSource[]
}

const isOfMake = (rule: StickyUsbRule, { vendor, product }: UsbSource): boolean =>
  rule.vendor === vendor && rule.product === product

const isAt = (one: UsbSource, { at }: UsbSource): boolean =>
  at !== undefined && one.at?.bus === at.bus && one.at.device === at.device

const fits = (rule: StickyUsbRule, device: HostDevice, source: UsbSource): boolean =>
  isOfMake(rule, source) && (rule.serial === undefined || rule.serial === device.serial)

/**
 * Compares a running machine's USB devices with what is plugged into its host. A device that was
 * pulled stays in libvirt's account of the machine and stands in the way of the same one plugged in
 * again, which the kernel gives a new number: it is taken out first.
 */
export const planStickyUsb = (
  rules: readonly StickyUsbRule[],
  plugged: readonly HostDevice[],
  devices: readonly Device[],
): StickyUsbPlan => {
  const present = plugged.flatMap((device) =>
    device.source.type === 'usb' ? [{ device, source: device.source }] : [],
  )
  const held = devices.flatMap((device) =>
    device.kind === 'hostdev' && device.source.type === 'usb' && 'vendor' in device.source
      ? [{ key: device.key, source: device.source }]
      : [],
  )
  const isGone = (source: UsbSource): boolean =>
    source.at !== undefined && !present.some((there) => isAt(there.source, source))
  const isHeld = (source: UsbSource): boolean => held.some((it) => isAt(it.source, source))
  return {
    takeOut: held
      .filter(({ source }) => rules.some((rule) => isOfMake(rule, source)) && isGone(source))
      .map(({ key }) => key),
    putIn: present
      .filter(
        ({ device, source }) =>
          source.at !== undefined &&
          !isHeld(source) &&
          rules.some((rule) => fits(rule, device, source)),
      )
      .map(({ device, source }) => ({ source, label: device.label })),
    kept: present.map(({ source }) => source).filter(isHeld),
  }
}
