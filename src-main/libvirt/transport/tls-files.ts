import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { TransportError } from '../errors'
import type { ConnectionUri } from '../uri'
import type { Identity } from './socket-path'

/** PEM texts; a client without a certificate is possible, where the daemon asks for none. */
export interface TlsFiles {
  readonly ca: Buffer
  readonly client: { readonly cert: Buffer; readonly key: Buffer } | null
}

interface Places {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

const SYSTEM: Places = {
  ca: '/etc/pki/CA/cacert.pem',
  cert: '/etc/pki/libvirt/clientcert.pem',
  key: '/etc/pki/libvirt/private/clientkey.pem',
}

const inDirectory = (directory: string): Places => ({
  ca: join(directory, 'cacert.pem'),
  cert: join(directory, 'clientcert.pem'),
  key: join(directory, 'clientkey.pem'),
})

const readIfThere = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new TransportError(`${path} cannot be read`, { code, cause })
  }
}

const readPair = async ({ cert, key }: Places): Promise<TlsFiles['client']> => {
  const [certText, keyText] = await Promise.all([readIfThere(cert), readIfThere(key)])
  return certText && keyText ? { cert: certText, key: keyText } : null
}

const required = (text: Buffer | null, path: string): Buffer => {
  if (text) return text
  throw new TransportError(`${path}: there is no certificate`, { code: 'ENOENT' })
}

/**
 * Finds the certificates as libvirt's own client does: all three in `pkipath` where the URI has
 * one; else a person's own before the machine's, the client's certificate and key as a pair.
 */
export const readTlsFiles = async (uri: ConnectionUri, identity: Identity): Promise<TlsFiles> => {
  const { pkipath } = uri.parameters
  if (pkipath) {
    const given = inDirectory(pkipath)
    const client = {
      cert: required(await readIfThere(given.cert), given.cert),
      key: required(await readIfThere(given.key), given.key),
    }
    return { ca: required(await readIfThere(given.ca), given.ca), client }
  }
  const home = identity.env['HOME'] ?? homedir()
  const own = identity.userId === 0 ? null : inDirectory(join(home, '.pki/libvirt'))
  const ca = (own && (await readIfThere(own.ca))) ?? (await readIfThere(SYSTEM.ca))
  const client = (own && (await readPair(own))) ?? (await readPair(SYSTEM))
  return { ca: required(ca, SYSTEM.ca), client }
}
