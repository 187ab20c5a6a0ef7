import { z } from 'zod'

const usbId = z.string().regex(/^[0-9a-f]{4}$/)

/** A USB device that a machine gets again whenever it is plugged in. */
export const stickyUsbRule = z.object({
  machineId: z.string().min(1).max(300),
  /** What the machine was called when the rule was made. */
  machineName: z.string().max(1000),
  vendor: usbId,
  product: usbId,
  /** Only the one with this number; any of its make without. */
  serial: z.string().min(1).max(256).optional(),
  /** What it says it is. */
  label: z.string().max(256),
})

export type StickyUsbRule = z.infer<typeof stickyUsbRule>

/** Tells a rule from others. */
export const stickyUsbKey = ({ machineId, vendor, product, serial }: StickyUsbRule): string =>
  JSON.stringify([machineId, vendor, product, serial])
