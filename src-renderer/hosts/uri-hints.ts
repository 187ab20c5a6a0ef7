import { t } from '../../src-preload/language/t'

/** A URI that works somewhere, and what it reaches. */
export interface UriExample {
  readonly uri: string
  readonly reaches: string
}

export const uriExamples: readonly UriExample[] = [
  { uri: 'qemu:///system', reaches: t('This computer’s machines') },
  { uri: 'qemu:///session', reaches: t('Your own machines, unprivileged') },
  { uri: 'qemu+ssh://root@server.example/system', reaches: t('Another computer, through SSH') },
  { uri: 'qemu+tls://server.example/system', reaches: t('Another computer, with certificates') },
  {
    uri: 'qemu+tcp://server.example/system',
    reaches: t('Another computer, unprotected'),
  },
  { uri: 'test:///default', reaches: t('Libvirt’s test driver: nothing real') },
]

/** A parameter that a URI may have after its `?`. */
export interface ParameterHint {
  readonly name: string
  /** Name and a value of the right form. */
  readonly example: string
  readonly means: string
}

const hint = (example: string, means: string): ParameterHint => ({
  name: example.split('=')[0] ?? example,
  example,
  means,
})

const socket = hint('socket=/run/libvirt/libvirt-sock', t('where the daemon’s socket is'))
const noVerify = (what: string): ParameterHint =>
  hint('no_verify=1', t('take any {what}: unsafe', { what }))

const hintsByTransport: Readonly<Record<string, readonly ParameterHint[]>> = {
  ssh: [
    hint('keyfile=/home/me/.ssh/id_ed25519', t('the private key to show')),
    hint('known_hosts=/home/me/.ssh/known_hosts', t('the file of hosts to trust')),
    hint('proxy=netcat', t('or native: how to reach the socket')),
    socket,
    noVerify(t('host key')),
  ],
  tls: [
    hint('pkipath=/home/me/pki', t('the folder of the certificates')),
    hint('auth=sasl.SCRAM-SHA-256', t('how to prove who you are')),
    hint('tls_priority=NORMAL', t('which ciphers are good enough')),
    noVerify(t('certificate')),
  ],
  tcp: [],
  unix: [socket, hint('mode=legacy', t('or direct: which daemon'))],
}

const SCHEME = /^([a-z][a-z0-9]*)(?:\+([a-z0-9]+))?:(?:\/\/([^/?#]*))?/i

/** How a URI reaches its host: as it says, or as libvirt takes it; null while it is none. */
export const transportOf = (uri: string): string | null => {
  const match = SCHEME.exec(uri.trim())
  if (match === null) return null
  return (match[2] ?? (match[3] ? 'tls' : 'unix')).toLowerCase()
}

/** The parameters that the URI could have and does not. */
export const hintsFor = (uri: string): readonly ParameterHint[] => {
  const transport = transportOf(uri)
  const query = uri.split('?')[1] ?? ''
  const given = query.split(/[&;]/).map((pair) => pair.split('=')[0]?.toLowerCase())
  const hints = transport === null ? [] : (hintsByTransport[transport] ?? [])
  return hints.filter(({ name }) => !given.includes(name))
}

export const withParameter = (uri: string, example: string): string =>
  `${uri.trim()}${uri.includes('?') ? '&' : '?'}${example}`

/** What a host of that URI is likely to be called; empty while nobody can tell. */
export const nameFor = (uri: string): string => {
  const [, driver = '', , authority = ''] = SCHEME.exec(uri.trim()) ?? []
  const server = authority.replace(/^[^@]*@/, '').replace(/:\d+$/, '')
  if (server !== '') return server
  if (driver === '') return ''
  return driver === 'test' ? t('Test driver') : t('This computer')
}
