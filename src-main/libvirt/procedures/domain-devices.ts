import { call, procedures } from '../wire/procedure'
import { text, u32, u64 } from '../wire/xdr'
import { REMOTE_PROGRAM } from './programs'
import { domain } from './values'

/** Plugging devices in and out, and resizing disks. */
export const domainDevices = procedures(REMOTE_PROGRAM, {
  /** Plugs a device into a running machine. */
  domainAttachDevice: call(8, { dom: domain, xml: text }, {}),
  /** Plugs a device in, live or in the definition. */
  domainAttachDeviceFlags: call(160, { dom: domain, xml: text, flags: u32 }, {}),
  /** Unplugs a device of a running machine. */
  domainDetachDevice: call(13, { dom: domain, xml: text }, {}),
  /** Unplugs the device that the XML matches. A reply means the guest was asked, not that it did. */
  domainDetachDeviceFlags: call(161, { dom: domain, xml: text, flags: u32 }, {}),
  /** Unplugs the device of that alias; returns at once, an event tells the end. */
  domainDetachDeviceAlias: call(
    392,
    { dom: domain, alias: text, flags: u32 },
    {},
    { since: '4.4.0' },
  ),
  /** Changes a device: the medium of a drive, the link of an interface, a display's password. */
  domainUpdateDeviceFlags: call(174, { dom: domain, xml: text, flags: u32 }, {}),
  /** Changes a disk's size: KiB, or bytes with BYTES. A smaller size cuts data off. */
  domainBlockResize: call(251, { dom: domain, disk: text, size: u64, flags: u32 }, {}),
})
