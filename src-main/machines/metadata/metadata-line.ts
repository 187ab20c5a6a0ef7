import { virshLine } from '../../jobs/virsh-line'
import type { WrittenMetadata } from './machine-metadata'
import { METADATA_NAMESPACE, METADATA_PREFIX } from './metadata-xml'

/** The command line that writes the same into a machine's definition. */
export const metadataLine = (
  uri: string,
  { uuid, metadata, live, config }: WrittenMetadata,
): string =>
  virshLine(uri, 'metadata', {
    domain: uuid,
    uri: METADATA_NAMESPACE,
    live,
    config,
    ...(metadata === null ? { remove: true } : { key: METADATA_PREFIX, set: metadata }),
  })
