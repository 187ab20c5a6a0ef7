import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { UriError } from './errors'
import type { Identity } from './transport/socket-path'

/** What `libvirt.conf` says to clients. */
interface ClientConfig {
  readonly defaultUri: string | null
  readonly aliases: ReadonlyMap<string, string>
}

const ALIAS = /^[A-Za-z0-9_-]+$/

const configPath = ({ env, userId }: Identity): string => {
  if (userId === 0) return '/etc/libvirt/libvirt.conf'
  const { XDG_CONFIG_HOME, HOME } = env
  return join(XDG_CONFIG_HOME || join(HOME ?? homedir(), '.config'), 'libvirt/libvirt.conf')
}

const quoted = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')

/** Reads as much of libvirt's configuration language as these two settings use. */
export const parseClientConfig = (text: string): ClientConfig => {
  const settings = text.replace(/^\s*#.*$/gm, '')
  const defaultUri = /^\s*uri_default\s*=\s*(.+)$/m.exec(settings)?.[1]
  const aliases = /^\s*uri_aliases\s*=\s*\[([^\]]*)\]/m.exec(settings)?.[1] ?? ''
  const pairs = quoted(aliases).map((alias): [string, string] => {
    const equals = alias.indexOf('=')
    return [alias.slice(0, Math.max(equals, 0)), alias.slice(equals + 1)]
  })
  return { defaultUri: quoted(defaultUri ?? '')[0] ?? null, aliases: new Map(pairs) }
}

const readClientConfig = async (identity: Identity): Promise<ClientConfig> =>
  parseClientConfig(await readFile(configPath(identity), 'utf8').catch(() => ''))

/** The URI that libvirt's tools use where none is given; null leaves it to the caller. */
export const defaultUri = async (identity: Identity): Promise<string | null> =>
  identity.env['LIBVIRT_DEFAULT_URI'] || (await readClientConfig(identity)).defaultUri

/** What a person has given for a URI: it itself, or what `libvirt.conf` says it is short for. */
export const resolveAlias = async (text: string, identity: Identity): Promise<string> => {
  if (!ALIAS.test(text)) return text
  const uri = (await readClientConfig(identity)).aliases.get(text)
  if (uri === undefined)
    throw new UriError(`"${text}" is neither a libvirt URI nor an alias of one`)
  return uri
}
