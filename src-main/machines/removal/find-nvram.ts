import { LibvirtError, remote, type Connection } from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf } from '../../xml/select-elements'
import { readResources } from '../usage/machine-resources'

/** Where a machine's UEFI remembers what it was told. */
export interface Nvram {
  /** Null where only the host knows it. */
  readonly path: string | null
}

/** The host chooses firmware and the file it remembers in; no definition names them until it runs. */
const isLeftToHost = (xml: string): boolean => {
  const domain = parseXml(xml)
  return (
    attributeOf(domain, 'os', 'firmware') === 'efi' &&
    attributeOf(domain, 'os/loader', 'stateless') !== 'yes'
  )
}

/** The file's place in QEMU's command line, as the host would start the machine. */
const pathInCommandLine = (line: string): string | null => {
  const [device] = /\{[^{}']*"node-name":"libvirt-pflash1-storage"[^{}']*\}/.exec(line) ?? []
  return /"filename":"([^"\\]+)"/.exec(device ?? '')?.[1] ?? null
}

/** What firmware remembers of a machine, by its definition; null for one that remembers nothing. */
export const findNvram = async (connection: Connection, xml: string): Promise<Nvram | null> => {
  const named = readResources(xml).files.find(({ role }) => role === 'nvram')
  if (named) return named
  if (!isLeftToHost(xml)) return null
  try {
    const { nativeConfig } = await connection.call(remote.connectDomainXmlToNative, {
      nativeFormat: 'qemu-argv',
      domainXml: xml,
      flags: 0,
    })
    return { path: pathInCommandLine(nativeConfig) }
  } catch (error) {
    // Whatever keeps it from being told keeps nobody from removing the machine.
    if (error instanceof LibvirtError) return { path: null }
    throw error
  }
}
