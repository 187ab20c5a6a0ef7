import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import {
  openPlace,
  placeFromHere,
  remote,
  TransportError,
  type Connection,
  type ConnectOptions,
  type DomainRef,
  type Place,
  type Transport,
} from '../libvirt'
import { DomainXmlFlags } from '../libvirt/procedures/flags'

/** A machine, and what leads to its display. */
export interface DisplayMachine {
  readonly machine: Machine
  /** Reads the machine's definition as it is now, with its secrets where asked for. */
  readonly readXml: (withSecrets: boolean) => Promise<string>
  /** Opens bytes to a place of its host. Rejects with a `Problem` where SSH alone would lead there. */
  readonly openPlace: (place: Place) => Promise<Transport>
  /** Where any program here finds that place; null where only we lead there. Rejects as well. */
  readonly placeFromHere: (place: Place) => Promise<Place | null>
}

/** Says how to come to a display that is open to its own host alone. */
const explain = (error: unknown): never => {
  if (!(error instanceof TransportError && error.code === 'ONLY_WITHIN')) throw error
  throw new Problem('unsupported', t('its display is open to its own host alone'), {
    hint: t(
      'Connect to the host by SSH (qemu+ssh://…): then Virthelm reaches the display through it. Or let the display listen on an address of the network.',
    ),
    cause: error,
  })
}

/** Puts together what leads to a machine's display: its connection, and its host's own address. */
export const displayMachine = (
  reached: { readonly machine: Machine; readonly connection: Connection; readonly dom: DomainRef },
  uri: string,
  access: Pick<ConnectOptions, 'ssh'>,
): DisplayMachine => ({
  machine: reached.machine,
  readXml: async (withSecrets) => {
    const flags = withSecrets ? DomainXmlFlags.secure : 0
    const { connection, dom } = reached
    return (await connection.call(remote.domainGetXmlDesc, { dom, flags })).xml
  },
  openPlace: (place) => openPlace(uri, place, access).catch(explain),
  placeFromHere: (place) => placeFromHere(uri, place).catch(explain),
})
