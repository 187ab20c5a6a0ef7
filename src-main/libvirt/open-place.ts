import { connect as connectSocket } from 'node:net'
import { resolveAlias } from './client-config'
import { ownIdentity, type ConnectOptions } from './connect'
import { TransportError } from './errors'
import { opened } from './transport/open-socket'
import { isAnyAddress, isLoopback, type Place } from './transport/place'
import { openSshPlace } from './transport/ssh'
import { CONNECT_MS, explainNetwork } from './transport/tcp'
import type { Transport } from './transport/transport'
import { parseUri, type ConnectionUri } from './uri'

const explain: Readonly<Record<string, string>> = {
  ...explainNetwork,
  ENOENT: 'nothing listens there',
  EACCES: 'permission denied',
}

/** The loopback address of the same family, where the place is at all addresses. */
const fromWithin = (place: Place): Place =>
  place.kind === 'tcp' && isAnyAddress(place.host)
    ? { ...place, host: place.host === '::' ? '::1' : '127.0.0.1' }
    : place

/** The same place for somebody on the network. */
const fromAfar = (uri: ConnectionUri, place: Place): Place => {
  if (place.kind === 'unix' || isLoopback(place.host)) {
    throw new TransportError('only the host itself reaches it', { code: 'ONLY_WITHIN' })
  }
  return isAnyAddress(place.host) ? { ...place, host: uri.host ?? place.host } : place
}

type PlaceOptions = Pick<ConnectOptions, 'ssh' | 'identity' | 'signal'>

const uriOf = async (text: string, { identity = ownIdentity() }: PlaceOptions) =>
  parseUri(await resolveAlias(text, identity))

const seenFromHere = (uri: ConnectionUri, place: Place): Place | null => {
  if (uri.transport === 'ssh') return null
  return uri.transport === 'unix' ? fromWithin(place) : fromAfar(uri, place)
}

/**
 * Where any program here finds a place of a daemon's host; null where only its SSH connection leads
 * there. Throws as {@link openPlace}.
 */
export const placeFromHere = async (
  text: string,
  place: Place,
  options: PlaceOptions = {},
): Promise<Place | null> => seenFromHere(await uriOf(text, options), place)

/**
 * Opens bytes to something that listens on a daemon's host, such as a machine's display, by the
 * way that the daemon's URI leads: here, over the network, or within the shared SSH connection.
 *
 * @throws {TransportError} there is no way; its code is `ONLY_WITHIN` where SSH would find one.
 *   Over SSH it is `diagnose` that tells, when nothing comes.
 */
export const openPlace = async (
  text: string,
  place: Place,
  options: PlaceOptions = {},
): Promise<Transport> => {
  const { ssh, identity = ownIdentity(), signal } = options
  const uri = await uriOf(text, options)
  const target = seenFromHere(uri, place)
  if (!target) return await openSshPlace(uri, { ...ssh, identity, signal }, fromWithin(place))
  const socket =
    target.kind === 'unix'
      ? connectSocket(target.path)
      : connectSocket({ host: target.host, port: target.port, noDelay: true, keepAlive: true })
  const name = target.kind === 'unix' ? target.path : `${target.host} port ${target.port}`
  await opened(socket, 'connect', { place: name, explain, deadlineMs: CONNECT_MS, signal })
  const isPrivate = uri.transport === 'unix'
  return { input: socket, output: socket, isPrivate, destroy: () => socket.destroy() }
}
