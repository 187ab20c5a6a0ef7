import { readFile } from 'node:fs/promises'

/** What the kernel calls a USB device: `/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2`. */
const SYSFS = /^\/sys\/devices\/(?:[\w.:-]+\/)*usb\d+(?:\/[\w.:-]+)*$/

/**
 * The serial number of a USB device of this computer, by the path that its host names it by;
 * undefined where it has none, or the path is no USB device's.
 */
export const readUsbSerial = async (path: string | undefined): Promise<string | undefined> => {
  // The path comes from a host, and must lead nowhere else.
  if (path === undefined || !SYSFS.test(path) || path.includes('..')) return undefined
  try {
    return (await readFile(`${path}/serial`, 'utf8')).trim().slice(0, 256) || undefined
  } catch {
    return undefined
  }
}
