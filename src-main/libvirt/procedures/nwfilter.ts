import { call, procedures } from '../wire/procedure'
import { flag, list, text, u32, uuid } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { nwfilter, nwfilterBinding } from './values'

/** Packet filters, and where they are applied. Only system daemons have them. */
export const nwfilters = procedures(REMOTE_PROGRAM, {
  /** All filters. */
  connectListAllNwfilters: call(
    286,
    { needResults: flag, flags: u32 },
    { filters: list(nwfilter, MAX_OBJECTS), ret: u32 },
    high,
  ),
  /** Finds a filter by name. */
  nwfilterLookupByName: call(175, { name: text }, { nwfilter }, high),
  /** Finds a filter by UUID. */
  nwfilterLookupByUuid: call(176, { uuid }, { nwfilter }, high),
  /** Its rules as XML. */
  nwfilterGetXmlDesc: call(177, { nwfilter, flags: u32 }, { xml: text }, high),
  /** Defines a filter, and applies it anew where it is in use. */
  nwfilterDefineXmlFlags: call(
    431,
    { xml: text, flags: u32 },
    { nwfilter },
    { ...high, since: '7.7.0' },
  ),
  nwfilterDefineXml: call(180, { xml: text }, { nwfilter }, high),
  /** Forgets a filter that is not in use. */
  nwfilterUndefine: call(181, { nwfilter }, {}, high),

  /** All places where filters are applied. */
  connectListAllNwfilterBindings: call(
    401,
    { needResults: flag, flags: u32 },
    { bindings: list(nwfilterBinding, MAX_OBJECTS), ret: u32 },
    { ...high, since: '4.5.0' },
  ),
  /** Finds the binding of a host side device such as `vnet0`. */
  nwfilterBindingLookupByPortDev: call(
    397,
    { name: text },
    { nwfilter: nwfilterBinding },
    { ...high, since: '4.5.0' },
  ),
  /** Filter and values of a binding as XML. */
  nwfilterBindingGetXmlDesc: call(
    398,
    { nwfilter: nwfilterBinding, flags: u32 },
    { xml: text },
    { ...high, since: '4.5.0' },
  ),
  /** Applies a filter to a device, as the daemon does for a starting guest. */
  nwfilterBindingCreateXml: call(
    399,
    { xml: text, flags: u32 },
    { nwfilter: nwfilterBinding },
    { ...high, since: '4.5.0' },
  ),
  /** Takes a filter off a device. */
  nwfilterBindingDelete: call(400, { nwfilter: nwfilterBinding }, {}, { ...high, since: '4.5.0' }),
})
