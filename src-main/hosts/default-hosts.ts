import { createHash } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import type { HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { parseUri } from '../libvirt'
import type { HostAddress } from './host-connection'

/** Libvirt's own fixed places: the modular QEMU daemon's socket, and the one of libvirtd. */
const SYSTEM_SOCKETS = ['/var/run/libvirt/virtqemud-sock', '/var/run/libvirt/libvirt-sock']

const mayUse = (socket: string): boolean => {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The hosts of somebody who has saved none: the system's daemon if its socket lets us in, else the
 * person's own; and a demo host on libvirt's test driver, where nothing can be broken.
 *
 * `given` is the URI of a daemon that was started for this app alone, and takes the system's place.
 */
export const defaultHosts = (given: string | undefined): readonly HostAddress[] => {
  const uri = given ?? (SYSTEM_SOCKETS.some(mayUse) ? 'qemu:///system' : 'qemu:///session')
  return [
    { id: 'local', name: t('This computer'), uri, autoconnect: true },
    { id: 'demo', name: t('Demo host'), uri: demoUri(uri), autoconnect: true },
  ]
}

/** The test driver, in the daemon that was given or else in one that the client finds or starts. */
const demoUri = (uri: string): string => {
  const socket = parseUri(uri).parameters.socket
  return socket === undefined
    ? 'test:///default'
    : `test+unix:///default?socket=${encodeURIComponent(socket)}`
}

/** An id for a host that is known by its URI alone. */
const idOf = (uri: string): HostId => createHash('sha256').update(uri).digest('hex').slice(0, 12)

/** Hosts named on the command line; each is called by its URI. */
export const namedHosts = (uris: readonly string[]): readonly HostAddress[] =>
  [...new Set(uris)].map((uri) => ({ id: idOf(uri), name: uri, uri, autoconnect: true }))
