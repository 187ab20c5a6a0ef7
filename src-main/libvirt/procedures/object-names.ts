import { call, procedures } from '../wire/procedure'
import { i32, list, text } from '../wire/xdr'
import { MAX_OBJECTS } from './maxima'
import { high, REMOTE_PROGRAM } from './programs'
import { storagePool } from './values'

const maxnames = { maxnames: i32 }
const names = { names: list(text, MAX_OBJECTS) }
const num = { num: i32 }

/**
 * The oldest way to list: ask how many there are, then for at most so many names. Objects may come
 * and go in between; `connectListAll…` answers whole objects in one call since 0.10.2.
 */
export const objectNames = procedures(REMOTE_PROGRAM, {
  /** How many machines run. */
  connectNumOfDomains: call(51, {}, num, high),
  /** The ids, not names, of running machines. */
  connectListDomains: call(37, { maxids: i32 }, { ids: list(i32, MAX_OBJECTS) }, high),
  /** How many machines are defined but off. */
  connectNumOfDefinedDomains: call(25, {}, num, high),
  connectListDefinedDomains: call(21, maxnames, names, high),

  connectNumOfNetworks: call(52, {}, num, high),
  connectListNetworks: call(38, maxnames, names, high),
  connectNumOfDefinedNetworks: call(50, {}, num, high),
  connectListDefinedNetworks: call(36, maxnames, names, high),

  connectNumOfStoragePools: call(71, {}, num, high),
  connectListStoragePools: call(72, maxnames, names, high),
  connectNumOfDefinedStoragePools: call(73, {}, num, high),
  connectListDefinedStoragePools: call(74, maxnames, names, high),
  storagePoolNumOfVolumes: call(91, { pool: storagePool }, num, high),
  storagePoolListVolumes: call(92, { pool: storagePool, maxnames: i32 }, names, high),

  connectNumOfInterfaces: call(126, {}, num, high),
  connectListInterfaces: call(127, maxnames, names, high),
  connectNumOfDefinedInterfaces: call(137, {}, num, high),
  connectListDefinedInterfaces: call(138, maxnames, names, high),

  connectNumOfSecrets: call(139, {}, num, high),
  /** The UUIDs of secrets as text. */
  connectListSecrets: call(140, { maxuuids: i32 }, { uuids: list(text, MAX_OBJECTS) }, high),

  connectNumOfNwfilters: call(178, {}, num, high),
  connectListNwfilters: call(179, maxnames, names, high),
})
