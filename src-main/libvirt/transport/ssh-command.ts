/** The command line of the system's OpenSSH, and what it runs on the far side. */
import { join } from 'node:path'
import { UriError } from '../errors'
import { isSession, isSet, type ConnectionUri } from '../uri'

export interface SshOptions {
  /**
   * A private directory for the sockets of shared SSH connections: with it, all connections to one
   * host go through one that is authenticated once. Short: a socket's path has at most 108 bytes.
   */
  readonly controlDirectory?: string
  /**
   * A program that shows SSH's questions and prints the answer, as `SSH_ASKPASS`, with what it
   * needs in its environment. Without one SSH asks nothing and fails instead.
   */
  readonly askpass?: { readonly program: string; readonly env?: Readonly<Record<string, string>> }
}

/** How long a shared SSH connection stays after its last user, in seconds. */
const PERSIST_SECONDS = 30

const CONNECT_SECONDS = 30

/** Makes one word of a POSIX shell's of any text. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const remoteSocket = (uri: ConnectionUri, readOnly: boolean): string => {
  if (uri.parameters.socket) return uri.parameters.socket
  const daemon = uri.parameters.mode === 'direct' ? `virt${uri.driver}d` : 'libvirt'
  return `/var/run/libvirt/${daemon}-sock${readOnly ? '-ro' : ''}`
}

const withParameter = (name: string, key: string, value: string | undefined): string =>
  value ? `${name}${name.includes('?') ? '&' : '?'}${key}=${encodeURIComponent(value)}` : name

/** A script that puts netcat on a unix socket. */
const netcatScript = (uri: ConnectionUri, socket: string): string => {
  const program = shellQuote(uri.parameters.netcat ?? 'nc')
  // Some netcats end only when told so (-q), and the others do not know the option.
  return (
    `if ${program} -q 2>&1 | grep "requires an argument" >/dev/null 2>&1; then Q=-q0; else Q=; fi; ` +
    `exec ${program} $Q -U ${shellQuote(socket)}`
  )
}

/**
 * What runs on the far side: libvirt's own helper, which knows the daemon's sockets and starts a
 * session daemon; where it is not installed, netcat on the daemon's socket.
 */
export const remoteCommand = (uri: ConnectionUri, readOnly: boolean): string => {
  const { netcat, socket, mode, proxy = netcat || socket ? 'netcat' : 'auto' } = uri.parameters
  if (proxy !== 'auto' && proxy !== 'native' && proxy !== 'netcat') {
    throw new UriError(`proxy=${proxy}: auto, native or netcat belongs there`)
  }
  if (proxy === 'netcat' && isSession(uri) && !socket) {
    throw new UriError('a session daemon’s socket is not known from afar: use proxy=native')
  }
  const name = withParameter(uri.name, 'mode', mode)
  const native = `exec virt-ssh-helper ${readOnly ? '-r ' : ''}${shellQuote(name)}`
  const viaNetcat = netcatScript(uri, remoteSocket(uri, readOnly))
  const script =
    proxy === 'netcat'
      ? viaNetcat
      : proxy === 'native' || isSession(uri)
        ? native
        : `if command -v virt-ssh-helper >/dev/null 2>&1; then ${native}; else ${viaNetcat}; fi`
  // The login shell may be any; what it runs is a POSIX shell.
  return `sh -c ${shellQuote(script)}`
}

/** Arguments for `ssh`: everything that decides which SSH connection is used. */
export const connectionArguments = (
  uri: ConnectionUri,
  { controlDirectory, askpass }: SshOptions,
): string[] => {
  const { keyfile, known_hosts } = uri.parameters
  const options = [`ConnectTimeout=${CONNECT_SECONDS}`]
  if (!askpass || isSet(uri, 'no_tty')) options.push('BatchMode=yes')
  if (isSet(uri, 'no_verify')) options.push('StrictHostKeyChecking=no')
  if (known_hosts) options.push(`UserKnownHostsFile=${known_hosts}`)
  if (controlDirectory) {
    options.push('ControlMaster=auto', `ControlPersist=${PERSIST_SECONDS}`)
    options.push(`ControlPath=${join(controlDirectory, '%C')}`)
  }
  return [
    ...(uri.port === null ? [] : ['-p', String(uri.port)]),
    ...(uri.user === null ? [] : ['-l', uri.user]),
    ...(keyfile ? ['-i', keyfile] : []),
    ...options.flatMap((option) => ['-o', option]),
  ]
}

/** Arguments for `ssh` to carry bytes to a command and back as they are. */
const commandArguments = (uri: ConnectionUri, options: SshOptions, command: string): string[] => [
  ...connectionArguments(uri, options),
  '-T',
  '-e',
  'none',
  '--',
  uri.host ?? '',
  command,
]

/** All arguments for `ssh` to reach a daemon. */
export const sshArguments = (
  uri: ConnectionUri,
  options: SshOptions & { readOnly: boolean },
): string[] => commandArguments(uri, options, remoteCommand(uri, options.readOnly))

/** All arguments for `ssh` to reach a port as the host itself reaches it. */
export const sshPortArguments = (
  uri: ConnectionUri,
  options: SshOptions,
  { host, port }: { readonly host: string; readonly port: number },
): string[] => [
  ...connectionArguments(uri, options),
  '-W',
  `${host.includes(':') ? `[${host}]` : host}:${port}`,
  '--',
  uri.host ?? '',
]

/** All arguments for `ssh` to reach a unix socket; only the newest OpenSSH can by itself. */
export const sshSocketArguments = (
  uri: ConnectionUri,
  options: SshOptions,
  path: string,
): string[] => commandArguments(uri, options, `sh -c ${shellQuote(netcatScript(uri, path))}`)
