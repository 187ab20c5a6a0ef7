import { open } from 'node:fs/promises'
import { arch, cpus, release, totalmem, version } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../../src-preload/contract/doctor'
import type { Host } from '../../src-preload/contract/host'
import type { SettingValues } from '../../src-preload/contract/settings'
import { withoutSecrets } from './without-secrets'

/** Of the log's end, in bytes: what led to a failure is there. */
const LOG_BYTES = 64 * 1024

/** The environment that changes what the app does; of those that hold secrets only that they are set. */
const SHOWN_VARIABLES = ['XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP', 'LANG', 'LIBVIRT_AUTOSTART']
const SECRET_VARIABLES = [
  'LIBVIRT_CONNECTION_URI',
  'LIBVIRT_USERNAME',
  'LIBVIRT_PASSWORD',
  'LIBVIRT_PASSWORD_FILE',
  'SSH_AUTH_SOCK',
]

/** What the account of one run of the app is made of. */
export interface DiagnosticsSource {
  /** Programs by name with their versions. */
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly settings: SettingValues
  readonly hosts: readonly Host[]
  readonly findingsOf: (host: Host) => Promise<readonly Finding[]>
  readonly machines: number
  /** Where the app keeps its own files. */
  readonly folder: string
}

const section = (title: string, lines: readonly string[]): string =>
  [`## ${title}`, '', ...lines, ''].join('\n')

const tailOf = async (path: string): Promise<readonly string[]> => {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const from = Math.max(0, size - LOG_BYTES)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
      const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n')
      // The first is most likely not whole.
      return from === 0 ? lines : lines.slice(1)
    } finally {
      await file.close()
    }
  } catch (error) {
    return [`the log cannot be read: ${String(error)}`]
  }
}

const accountOf = async (host: Host, findings: Promise<readonly Finding[]>): Promise<string[]> => [
  `- ${host.name}: ${host.uri}, ${host.state}, driver ${host.driver ?? 'unknown'}, libvirt ${host.libvirtVersion ?? 'unknown'}`,
  ...(host.failure ? [`  - ${host.failure.message} (${host.failure.correlationId})`] : []),
  ...(await findings).map(({ state, sentence }) => `  - ${state}: ${sentence}`),
]

/**
 * An account of this run to put into a report of a fault: versions, settings, hosts and what the
 * doctor finds of them, the end of the log. It holds no password, no key and no console's text.
 */
export const makeDiagnostics = async (source: DiagnosticsSource): Promise<string> => {
  const { versions, environment, settings, hosts, findingsOf, machines, folder } = source
  const accounts = await Promise.all(
    hosts.map((host) =>
      accountOf(
        host,
        findingsOf(host).catch(() => []),
      ),
    ),
  )
  const [cpu] = cpus()
  const text = [
    '# Virthelm diagnostics',
    '',
    section('Versions', [
      ...Object.entries(versions).map(([name, number]) => `- ${name}: ${number ?? 'unknown'}`),
      `- System: ${version()} ${release()} ${arch()}`,
      `- Computer: ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 20)} MiB`,
    ]),
    section('Environment', [
      ...SHOWN_VARIABLES.map((name) => `- ${name}: ${environment[name] ?? 'not set'}`),
      ...SECRET_VARIABLES.map((name) => `- ${name} is ${environment[name] ? 'set' : 'not set'}`),
    ]),
    section('Hosts', [...accounts.flat(), `- ${machines} machines in all`]),
    section('Settings', ['```json', JSON.stringify(settings, null, 2), '```']),
    section('End of the log', [
      '```',
      ...(await tailOf(join(folder, 'logs', 'virthelm.log'))),
      '```',
    ]),
  ].join('\n')
  return withoutSecrets(text, environment)
}
