import { call, procedures } from '../wire/procedure'
import { flag, i32, list, optional, text, u32 } from '../wire/xdr'
import { MAX_NODE_DEVICE_CAPABILITIES, MAX_NODE_DEVICES } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { nodeDevice } from './values'

/** Devices of the host, which guests can be given. */
export const nodeDevices = procedures(REMOTE_PROGRAM, {
  /** All devices that match the flags. */
  connectListAllNodeDevices: call(
    285,
    { needResults: flag, flags: u32 },
    { devices: list(nodeDevice, MAX_NODE_DEVICES), ret: u32 },
    high,
  ),
  /** How many devices there are, or have a capability such as `pci`. */
  nodeNumOfDevices: call(111, { cap: optional(text), flags: u32 }, { num: i32 }, high),
  /** Names only, up to `maxnames`. */
  nodeListDevices: call(
    112,
    { cap: optional(text), maxnames: i32, flags: u32 },
    { names: list(text, MAX_NODE_DEVICES) },
    high,
  ),
  /** Finds a device by name. */
  nodeDeviceLookupByName: call(113, { name: text }, { dev: nodeDevice }, high),
  /** Finds the SCSI host adapter of a pair of world wide names. */
  nodeDeviceLookupScsiHostByWwn: call(
    297,
    { wwnn: text, wwpn: text, flags: u32 },
    { dev: nodeDevice },
    high,
  ),
  /** Driver, addresses and capabilities as XML. */
  nodeDeviceGetXmlDesc: call(114, { name: text, flags: u32 }, { xml: text }),
  /** The device it hangs on; null for the root. */
  nodeDeviceGetParent: call(115, { name: text }, { parentName: optional(text) }, high),
  /** How many capabilities it has. */
  nodeDeviceNumOfCaps: call(116, { name: text }, { num: i32 }, high),
  /** Its capabilities, up to `maxnames`. */
  nodeDeviceListCaps: call(
    117,
    { name: text, maxnames: i32 },
    { names: list(text, MAX_NODE_DEVICE_CAPABILITIES) },
    high,
  ),
  /** Makes a virtual adapter or mediated device that is gone when the host restarts. */
  nodeDeviceCreateXml: call(123, { xmlDesc: text, flags: u32 }, { dev: nodeDevice }),
  /** Removes such a device, or stops a defined one. */
  nodeDeviceDestroy: call(124, { name: text }, {}, high),
  /** Defines a mediated device. */
  nodeDeviceDefineXml: call(
    428,
    { xmlDesc: text, flags: u32 },
    { dev: nodeDevice },
    { since: '7.3.0' },
  ),
  /** Forgets a mediated device. */
  nodeDeviceUndefine: call(429, { name: text, flags: u32 }, {}, { ...high, since: '7.3.0' }),
  /** Starts a defined mediated device. */
  nodeDeviceCreate: call(430, { name: text, flags: u32 }, {}, { ...high, since: '7.3.0' }),
  /** Changes a mediated device. */
  nodeDeviceUpdate: call(447, { name: text, xmlDesc: text, flags: u32 }, {}, { since: '10.1.0' }),
  /** Whether it starts with the host or its parent. */
  nodeDeviceGetAutostart: call(
    433,
    { name: text },
    { autostart: flag },
    { ...high, since: '7.8.0' },
  ),
  nodeDeviceSetAutostart: call(
    434,
    { name: text, autostart: flag },
    {},
    { ...high, since: '7.8.0' },
  ),
  /** Whether it is defined. */
  nodeDeviceIsPersistent: call(
    435,
    { name: text },
    { persistent: flag },
    { ...high, since: '7.8.0' },
  ),
  /** Whether it is there now. */
  nodeDeviceIsActive: call(436, { name: text }, { active: flag }, { ...high, since: '7.8.0' }),
  /** Takes it from the host's driver, so that a guest can have it. */
  nodeDeviceDettach: call(118, { name: text }, {}),
  /** As above, with a choice of driver: `vfio` or null. */
  nodeDeviceDetachFlags: call(301, { name: text, driverName: optional(text), flags: u32 }, {}),
  /** Gives it back to the host's driver. */
  nodeDeviceReAttach: call(119, { name: text }, {}),
  /** Resets it; refused while in use. */
  nodeDeviceReset: call(120, { name: text }, {}),
})
