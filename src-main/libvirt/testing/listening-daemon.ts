import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Authority } from './certificates'
import { freePort } from './free-port'
import { preparePrivateDaemon, type PrivateDaemon } from './private-daemon'

/** A private daemon that also listens on the network, on these ports of this computer. */
export interface ListeningDaemon {
  readonly daemon: PrivateDaemon
  readonly tls: number
  readonly tcp: number
}

/** Prepares a daemon whose ways in, its socket included, all ask for `auth`; start it then. */
export const prepareListeningDaemon = async (
  authority: Authority,
  auth: 'none' | 'sasl',
): Promise<ListeningDaemon> => {
  const [tls, tcp] = [await freePort(), await freePort()]
  const { cert, key } = await authority.sign('server', {
    commonName: 'localhost',
    names: 'DNS:localhost,IP:127.0.0.1',
    usage: 'serverAuth',
  })
  const config = [
    'listen_tls = 1',
    'listen_tcp = 1',
    `tls_port = "${tls}"`,
    `tcp_port = "${tcp}"`,
    `auth_tls = "${auth}"`,
    `auth_tcp = "${auth}"`,
    `auth_unix_rw = "${auth}"`,
    `ca_file = "${authority.cert}"`,
    `cert_file = "${cert}"`,
    `key_file = "${key}"`,
  ].join('\n')
  return { daemon: await preparePrivateDaemon({ config, args: ['--listen'] }), tls, tcp }
}

/** Fills a directory as `pkipath` wants it: whom we trust, and who vouches for us. */
export const writePki = async (
  directory: string,
  trusted: Authority,
  vouching: Authority,
): Promise<string> => {
  await mkdir(directory)
  const ours = await vouching.sign('client', { commonName: 'client', usage: 'clientAuth' })
  await copyFile(trusted.cert, join(directory, 'cacert.pem'))
  await copyFile(ours.cert, join(directory, 'clientcert.pem'))
  await copyFile(ours.key, join(directory, 'clientkey.pem'))
  return directory
}
