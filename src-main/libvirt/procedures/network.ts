import { call, procedures } from '../wire/procedure'
import { flag, i32, list, optional, text, u32, uuid } from '../wire/xdr'
import { MAX_DHCP_LEASES, MAX_NETWORK_PORT_PARAMETERS, MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { typedParameter } from './typed-parameter'
import { network, networkDhcpLease, networkPort } from './values'

/** Virtual networks, their DHCP leases and the ports that guests are plugged into. */
export const networks = procedures(REMOTE_PROGRAM, {
  /** All networks that match the flags. */
  connectListAllNetworks: call(
    283,
    { needResults: flag, flags: u32 },
    { nets: list(network, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds a network by name. */
  networkLookupByName: call(46, { name: text }, { net: network }, high),
  /** Finds a network by UUID. */
  networkLookupByUuid: call(47, { uuid }, { net: network }, high),

  /** Defines a network, or changes its next start. */
  networkDefineXmlFlags: call(
    432,
    { xml: text, flags: u32 },
    { net: network },
    { ...high, since: '7.7.0' },
  ),
  networkDefineXml: call(41, { xml: text }, { net: network }, high),
  /** Starts a transient network, which is gone when it stops. */
  networkCreateXmlFlags: call(
    437,
    { xml: text, flags: u32 },
    { net: network },
    { ...high, since: '7.8.0' },
  ),
  networkCreateXml: call(40, { xml: text }, { net: network }),
  /** Starts a defined network. */
  networkCreate: call(39, { net: network }, {}),
  /** Stops a network; its guests lose their link. */
  networkDestroy: call(42, { net: network }, {}, high),
  /** Forgets a network; a running one becomes transient. */
  networkUndefine: call(49, { net: network }, {}, high),
  /**
   * Adds, changes or removes one element, live or in the definition. Daemons that lack feature 16
   * take command and section the other way round.
   */
  networkUpdate: call(
    291,
    { net: network, command: u32, section: u32, parentIndex: i32, xml: text, flags: u32 },
    {},
    high,
  ),

  /** The network's XML: as it runs, or with INACTIVE as it will start next. */
  networkGetXmlDesc: call(43, { net: network, flags: u32 }, { xml: text }, high),
  /** Whether it starts with the host. */
  networkGetAutostart: call(44, { net: network }, { autostart: flag }, high),
  /** Starts it with the host, or not. No event tells of it. */
  networkSetAutostart: call(48, { net: network, autostart: flag }, {}, high),
  /** The host's bridge of this network; an error where it has none. */
  networkGetBridgeName: call(45, { net: network }, { name: text }, high),
  /** Whether it runs. */
  networkIsActive: call(152, { net: network }, { active: flag }, high),
  /** Whether it stays defined when it stops. */
  networkIsPersistent: call(153, { net: network }, { persistent: flag }, high),
  /** Sets the description (0), the title (1), or an element of a namespace (2). */
  networkSetMetadata: call(
    444,
    {
      net: network,
      type: i32,
      metadata: optional(text),
      key: optional(text),
      uri: optional(text),
      flags: u32,
    },
    {},
    { since: '9.7.0' },
  ),
  /** Reads description, title or element; where there is none it is an error (code 111). */
  networkGetMetadata: call(
    445,
    { net: network, type: i32, uri: optional(text), flags: u32 },
    { metadata: text },
    { since: '9.7.0' },
  ),
  /** The addresses handed out, all or those of one MAC address. */
  networkGetDhcpLeases: call(
    341,
    { net: network, mac: optional(text), needResults: flag, flags: u32 },
    { leases: list(networkDhcpLease, MAX_DHCP_LEASES), ret: u32 },
    { since: '1.2.6' },
  ),

  /** All ports of a network: one for each plugged guest interface. */
  networkListAllPorts: call(
    404,
    { net: network, needResults: flag, flags: u32 },
    { ports: list(networkPort, MAX_OBJECTS), ret: u32 },
    { ...high, since: '5.5.0' },
  ),
  networkPortLookupByUuid: call(
    405,
    { net: network, uuid },
    { port: networkPort },
    { ...high, since: '5.5.0' },
  ),
  /** Makes a port, as the daemon does for a starting guest. */
  networkPortCreateXml: call(
    406,
    { net: network, xml: text, flags: u32 },
    { port: networkPort },
    { since: '5.5.0' },
  ),
  /** Bandwidth of a port. `nparams` 0 asks for the count. */
  networkPortGetParameters: call(
    407,
    { port: networkPort, nparams: i32, flags: u32 },
    { params: list(typedParameter, MAX_NETWORK_PORT_PARAMETERS), nparams: i32 },
    { since: '5.5.0' },
  ),
  networkPortSetParameters: call(
    408,
    {
      port: networkPort,
      params: list(typedParameter, MAX_NETWORK_PORT_PARAMETERS),
      flags: u32,
    },
    {},
    { since: '5.5.0' },
  ),
  networkPortGetXmlDesc: call(
    409,
    { port: networkPort, flags: u32 },
    { xml: text },
    { since: '5.5.0' },
  ),
  networkPortDelete: call(410, { port: networkPort, flags: u32 }, {}, { since: '5.5.0' }),
})
