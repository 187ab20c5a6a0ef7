import { call, procedures } from '../wire/procedure'
import { i32, optional } from '../wire/xdr'
import { high, REMOTE_PROGRAM } from './programs'
import { domain, network, nodeDevice, secret, storagePool } from './values'

/**
 * Asking for events. A registration names an event id of its object class and, optionally, one
 * object; the callback id it returns is unique only within that class. The same pair twice on one
 * connection is an error, and so is an id that the daemon does not know.
 */
export const eventRegistration = procedures(REMOTE_PROGRAM, {
  /** Asks for an event of machines; null means of all. */
  connectDomainEventCallbackRegisterAny: call(
    316,
    { eventID: i32, dom: optional(domain) },
    { callbackID: i32 },
    high,
  ),
  connectDomainEventCallbackDeregisterAny: call(317, { callbackID: i32 }, {}, high),
  /** Asks for an event of networks. */
  connectNetworkEventRegisterAny: call(
    313,
    { eventID: i32, net: optional(network) },
    { callbackID: i32 },
    high,
  ),
  connectNetworkEventDeregisterAny: call(314, { callbackID: i32 }, {}, high),
  /** Asks for an event of storage pools. */
  connectStoragePoolEventRegisterAny: call(
    368,
    { eventID: i32, pool: optional(storagePool) },
    { callbackID: i32 },
    { ...high, since: '2.0.0' },
  ),
  connectStoragePoolEventDeregisterAny: call(
    369,
    { callbackID: i32 },
    {},
    { ...high, since: '2.0.0' },
  ),
  /** Asks for an event of host devices. */
  connectNodeDeviceEventRegisterAny: call(
    374,
    { eventID: i32, dev: optional(nodeDevice) },
    { callbackID: i32 },
    { ...high, since: '2.2.0' },
  ),
  connectNodeDeviceEventDeregisterAny: call(
    375,
    { callbackID: i32 },
    {},
    { ...high, since: '2.2.0' },
  ),
  /** Asks for an event of secrets. */
  connectSecretEventRegisterAny: call(
    380,
    { eventID: i32, secret: optional(secret) },
    { callbackID: i32 },
    { ...high, since: '3.0.0' },
  ),
  connectSecretEventDeregisterAny: call(381, { callbackID: i32 }, {}, { ...high, since: '3.0.0' }),
  /** Asks to be told why the daemon's own connection to a hypervisor ended. */
  connectRegisterCloseCallback: call(360, {}, {}, { ...high, since: '1.3.2' }),
  connectUnregisterCloseCallback: call(361, {}, {}, { ...high, since: '1.3.2' }),

  /** The oldest way to ask for lifecycle events, without a callback id; the answer says nothing. */
  connectDomainEventRegister: call(105, {}, { cbRegistered: i32 }, high),
  connectDomainEventDeregister: call(106, {}, { cbRegistered: i32 }, high),
  /** The old way to ask for any event of machines; they come without a callback id. */
  connectDomainEventRegisterAny: call(167, { eventID: i32 }, {}, high),
  connectDomainEventDeregisterAny: call(168, { eventID: i32 }, {}, high),
})
