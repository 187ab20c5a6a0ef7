import type { MetadataChange } from '../../../src-preload/contract/calls/metadata'
import type { MachineMetadata } from '../../../src-preload/contract/metadata'
import { isNotFound, LibvirtError, remote, type Connection, type DomainRef } from '../../libvirt'
import { AffectFlags } from '../../libvirt/procedures/flags'
import { changeMetadata, METADATA_NAMESPACE, METADATA_PREFIX, readMetadata } from './metadata-xml'

/** virDomainMetadataType of an element in a namespace. */
export const ELEMENT = 2
/** The machine is there and has no such element. */
const NO_METADATA = 80

const readElement = async (
  connection: Connection,
  dom: DomainRef,
  flags: number,
): Promise<string | null> => {
  try {
    const { metadata } = await connection.call(remote.domainGetMetadata, {
      dom,
      type: ELEMENT,
      uri: METADATA_NAMESPACE,
      flags,
    })
    return metadata
  } catch (error) {
    if (error instanceof LibvirtError && error.code === NO_METADATA) return null
    throw error
  }
}

/** What people noted in a machine's definition. Throws what the host says. */
export const metadataOf = async (
  connection: Connection,
  dom: DomainRef,
): Promise<MachineMetadata> => readMetadata(await readElement(connection, dom, 0))

/** Where a change goes: into the running machine, and what it starts from next. */
const affected = async (connection: Connection, dom: DomainRef): Promise<number> => {
  const [{ active }, { persistent }] = await Promise.all([
    connection.call(remote.domainIsActive, { dom }),
    connection.call(remote.domainIsPersistent, { dom }),
  ])
  return (active ? AffectFlags.live : 0) | (persistent ? AffectFlags.config : 0)
}

/** What was written into a machine's definition: the element, or that there is none any more. */
export interface WrittenMetadata {
  readonly uuid: string
  readonly metadata: string | null
  readonly live: boolean
  readonly config: boolean
}

/**
 * Changes what is noted of a machine. `change` is told what is there. Answers what was written;
 * null where nothing had to be. Throws what the host says.
 */
export const noteMetadata = async (
  connection: Connection,
  dom: DomainRef,
  change: (now: MachineMetadata) => MetadataChange,
): Promise<WrittenMetadata | null> => {
  const flags = await affected(connection, dom)
  const from = flags & AffectFlags.config ? AffectFlags.config : AffectFlags.live
  const xml = await readElement(connection, dom, from)
  const metadata = changeMetadata(xml, change(readMetadata(xml)))
  if (metadata === xml) return null
  try {
    await connection.call(remote.domainSetMetadata, {
      dom,
      type: ELEMENT,
      metadata,
      key: metadata === null ? null : METADATA_PREFIX,
      uri: METADATA_NAMESPACE,
      flags,
    })
    const live = (flags & AffectFlags.live) !== 0
    const config = (flags & AffectFlags.config) !== 0
    return { uuid: dom.uuid, metadata, live, config }
  } catch (error) {
    // Nothing was there to be taken away.
    if (metadata === null && isNotFound(error)) return null
    throw error
  }
}
