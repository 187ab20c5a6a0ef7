import { AuthenticationError, TransportError } from '../errors'

/** What `ssh` exits with when it has failed itself, rather than what it ran. */
const SSH_FAILED = 255

interface Known {
  readonly says: RegExp
  readonly explain: (host: string) => Error
}

const transportError = (code: string, message: string): Error =>
  new TransportError(message, { code })

/** OpenSSH says everything in English; the first that fits counts. */
const KNOWN: readonly Known[] = [
  {
    says: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    explain: (host) =>
      transportError(
        'HOST_KEY_CHANGED',
        `${host} shows another host key than before: either it was reinstalled, or somebody is ` +
          'in between. Nothing was sent. If its administrator confirms the new key, forget the ' +
          `old one with: ssh-keygen -R ${host}`,
      ),
  },
  {
    says: /Host key verification failed/,
    explain: (host) =>
      transportError(
        'HOST_KEY_UNKNOWN',
        `the host key of ${host} is not known yet, and nobody confirmed it: connect once with ssh`,
      ),
  },
  {
    says: /Permission denied \(|Too many authentication failures/,
    explain: (host) => new AuthenticationError(`${host} does not let us in by SSH`),
  },
  {
    says: /Could not resolve hostname/,
    explain: (host) => transportError('ENOTFOUND', `${host}: no such host`),
  },
  {
    says: /Connection refused/,
    explain: (host) => transportError('ECONNREFUSED', `${host}: no SSH server listens there`),
  },
  {
    says: /timed out/,
    explain: (host) => transportError('ETIMEDOUT', `${host}: no answer`),
  },
  {
    says: /No route to host|Network is unreachable/,
    explain: (host) => transportError('EHOSTUNREACH', `${host}: no way to the host`),
  },
]

/** What the far side's shell, helper or netcat says of a daemon that is not there. */
const NO_DAEMON = /No such file or directory|Failed to connect socket/

/** Puts into words why an SSH client has ended. Undefined where it ended in good order. */
export const explainSshExit = (
  host: string,
  exitCode: number | null,
  said: string,
): Error | undefined => {
  if (exitCode === 0) return undefined
  if (exitCode === SSH_FAILED) {
    const known = KNOWN.find(({ says }) => says.test(said))
    if (known) return known.explain(host)
  }
  const lastLine = said.trim().split('\n').at(-1)?.trim() ?? ''
  if (exitCode === 127) {
    return transportError('NO_HELPER', `${host} has neither virt-ssh-helper nor netcat`)
  }
  if (NO_DAEMON.test(said)) {
    return transportError('ENOENT', `${host}: no libvirt daemon there (${lastLine})`)
  }
  return transportError('SSH_FAILED', `${host}: SSH ended (${exitCode ?? 'killed'}) ${lastLine}`)
}

/** What SSH or netcat says when nobody takes the connection at the far end. */
const NOTHING_THERE = /open failed: |[Ss]tdio forwarding|connect failed: |No such file/

/** As {@link explainSshExit}, of a way that led to something besides the daemon. */
export const explainPlaceExit: typeof explainSshExit = (host, exitCode, said) =>
  exitCode !== 0 && NOTHING_THERE.test(said)
    ? transportError('ECONNREFUSED', `${host}: nothing listens there`)
    : explainSshExit(host, exitCode, said)
