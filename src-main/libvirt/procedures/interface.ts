import { call, procedures } from '../wire/procedure'
import { flag, list, text, u32 } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { networkInterface } from './values'

/** The host's own network interfaces; changing them needs netcf, which most hosts lack today. */
export const networkInterfaces = procedures(REMOTE_PROGRAM, {
  /** All interfaces that match the flags. */
  connectListAllInterfaces: call(
    284,
    { needResults: flag, flags: u32 },
    { ifaces: list(networkInterface, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds an interface by name. */
  interfaceLookupByName: call(128, { name: text }, { iface: networkInterface }, high),
  /** Finds an interface by MAC address; an error where several have it. */
  interfaceLookupByMacString: call(129, { mac: text }, { iface: networkInterface }, high),
  /** Its addresses, bridge ports and bonds as XML. */
  interfaceGetXmlDesc: call(130, { iface: networkInterface, flags: u32 }, { xml: text }),
  /** Writes an interface into the host's configuration. */
  interfaceDefineXml: call(131, { xml: text, flags: u32 }, { iface: networkInterface }, high),
  /** Removes it from the host's configuration. */
  interfaceUndefine: call(132, { iface: networkInterface }, {}, high),
  /** Brings it up. */
  interfaceCreate: call(133, { iface: networkInterface, flags: u32 }, {}),
  /** Takes it down. */
  interfaceDestroy: call(134, { iface: networkInterface, flags: u32 }, {}, high),
  /** Whether it is up. */
  interfaceIsActive: call(156, { iface: networkInterface }, { active: flag }, high),
  /** Remembers the configuration, so that changes can be taken back. */
  interfaceChangeBegin: call(220, { flags: u32 }, {}),
  /** Keeps the changes. */
  interfaceChangeCommit: call(221, { flags: u32 }, {}),
  /** Takes the changes back; so does a restart of the host before the commit. */
  interfaceChangeRollback: call(222, { flags: u32 }, {}),
})
