/** Connection URIs: `driver[+transport]://[user@][host][:port]/[path][?parameters]`. */
import { UriError } from './errors'

export type TransportKind = 'unix' | 'ssh' | 'tls' | 'tcp'

/** What libvirt's client keeps for itself; every other parameter goes on to the driver. */
const CLIENT_PARAMETERS = [
  'name',
  'command',
  'socket',
  'auth',
  'sshauth',
  'netcat',
  'keyfile',
  'pkipath',
  'known_hosts',
  'known_hosts_verify',
  'tls_priority',
  'mode',
  'proxy',
  'no_sanity',
  'no_verify',
  'no_tty',
  'authfile',
] as const

export type ClientParameter = (typeof CLIENT_PARAMETERS)[number]

export interface ConnectionUri {
  /** As it was given. */
  readonly text: string
  /** `qemu`, `test`, `lxc`...; `remote` lets the daemon choose. */
  readonly driver: string
  readonly transport: TransportKind
  readonly user: string | null
  /** Without the brackets of an IPv6 address. */
  readonly host: string | null
  readonly port: number | null
  /** Decoded, with its leading slash: `/system`, `/session`, `/default`, a file... */
  readonly path: string
  readonly parameters: Readonly<Partial<Record<ClientParameter, string>>>
  /** What is sent to the daemon; empty lets it choose. */
  readonly name: string
}

const SYNTAX =
  /^(?<driver>[a-z][a-z0-9]*)(?:\+(?<transport>[a-z0-9]+))?:(?:\/\/(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?$/i

const AUTHORITY = /^(?:(?<user>[^@]*)@)?(?<host>\[[0-9a-f:.%]+\]|[^:[\]@]*)(?::(?<port>\d{1,5}))?$/i

const NOT_CARRIED: Readonly<Record<string, string>> = {
  libssh: 'use +ssh, which runs the system’s OpenSSH',
  libssh2: 'use +ssh, which runs the system’s OpenSSH',
  ext: 'an external command as transport is not carried',
}

const isTransport = (name: string): name is TransportKind =>
  name === 'unix' || name === 'ssh' || name === 'tls' || name === 'tcp'

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new UriError(`"${part}" has a % that begins no escape`)
  }
}

/** Keeps what URIs may hold in a path, as libvirt does when it puts a name together. */
const encodePath = (path: string): string => encodeURIComponent(path).replaceAll('%2F', '/')

const splitQuery = (query: string) =>
  query
    .split(/[&;]/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? { key: decode(pair), value: '' }
        : { key: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) }
    })

const clientParameter = (key: string): ClientParameter | undefined =>
  CLIENT_PARAMETERS.find((known) => known === key.toLowerCase())

/** Integers, as libvirt has it: `no_verify=1`. */
export const isSet = (uri: ConnectionUri, parameter: ClientParameter): boolean => {
  const value = uri.parameters[parameter]
  if (value === undefined) return false
  if (!/^[+-]?\d+$/.test(value)) throw new UriError(`${parameter}=${value}: 0 or 1 belongs there`)
  return Number(value) !== 0
}

/** Takes a URI apart. @throws {UriError} that says what is wrong with it. */
export const parseUri = (text: string): ConnectionUri => {
  const match = SYNTAX.exec(text)?.groups
  if (!match) throw new UriError(`"${text}" is not a libvirt URI such as qemu:///system`)
  const { driver: scheme = '', authority: server = '', path: encodedPath = '', query = '' } = match
  const driver = scheme.toLowerCase()
  const authority = AUTHORITY.exec(server)?.groups
  if (!authority) throw new UriError(`"${server}" is not a host`)
  const { user, host: encodedHost = '', port: digits } = authority
  const host = decode(encodedHost.replace(/^\[|\]$/g, '')) || null
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && (port < 1 || port > 65_535)) throw new UriError(`${port} is not a port`)

  const transport = (match['transport'] ?? (host ? 'tls' : 'unix')).toLowerCase()
  if (!isTransport(transport)) {
    throw new UriError(
      `transport ${transport}: ${NOT_CARRIED[transport] ?? 'there is no such thing'}`,
    )
  }
  if (transport === 'unix' && host) throw new UriError('a +unix URI cannot name a host')
  if (transport !== 'unix' && !host) throw new UriError(`a +${transport} URI must name a host`)
  // OpenSSH would take it for an option.
  if (host?.startsWith('-')) throw new UriError(`"${host}" is not a host`)

  const path = decode(encodedPath)
  const parameters: Partial<Record<ClientParameter, string>> = {}
  const passedOn: string[] = []
  for (const { key, value } of splitQuery(query)) {
    const known = clientParameter(key)
    if (known) parameters[known] = value
    else passedOn.push(`${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
  }
  const driverQuery = passedOn.length > 0 ? `?${passedOn.join('&')}` : ''
  const ownName = driver === 'remote' ? '' : `${driver}://${encodePath(path || '/')}${driverQuery}`
  return {
    text,
    driver,
    transport,
    user: user ? decode(user) : null,
    host,
    port,
    path,
    parameters,
    name: parameters.name ?? ownName,
  }
}

/** Asks for the daemon of this user instead of the machine's. */
export const isSession = (uri: ConnectionUri): boolean => uri.path === '/session'
