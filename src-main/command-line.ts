import { parseArgs } from 'node:util'
import type { Wish } from '../src-preload/contract/app'
import { readLink } from './read-link'

/** What a person asked for on the command line. */
export interface CommandLine {
  readonly connect: readonly string[]
  readonly showConsoles: readonly string[]
  readonly showDisplays: readonly string[]
  /** What the main window is to show. */
  readonly wishes: readonly Wish[]
  readonly userDataDir: string | null
  readonly help: boolean
  readonly version: boolean
  /** Arguments that nobody knows, as they were written. */
  readonly unknown: readonly string[]
}

export const usage = `Usage: virthelm [OPTION]… [LINK]
Manage virtual machines on libvirt hosts.

  --connect URI                 open this host, and no other; may be repeated
  --show-domain-console NAME    open the serial console of that machine
  --show-domain-display NAME    open the graphical display of that machine
  --new-machine                 begin with making a machine
  --consoles                    begin with the machines whose consoles can be opened
  --user-data-dir DIR           keep settings and logs there
  --help                        show this text
  --version                     show the version

A link shows what is here already: virthelm://machine/NAME, virthelm://console/NAME,
virthelm://display/NAME, virthelm://new-machine, virthelm://consoles.
`

/** The options that there are. */
const options = {
  connect: { type: 'string', multiple: true, short: 'c' },
  'show-domain-console': { type: 'string', multiple: true },
  'show-domain-display': { type: 'string', multiple: true },
  'new-machine': { type: 'boolean' },
  consoles: { type: 'boolean' },
  'user-data-dir': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

/** Flags of Electron and Chromium that come along, with or without a value; not ours to judge. */
const RUNTIME_FLAG =
  /^--(no-sandbox|inspect|remote-debugging|enable-|disable-|ozone-|use-|force-|js-flags|in-process|headless|allow-|original-process)/

/**
 * The person's own part of a process's arguments: a packaged app's are all theirs, others name the
 * app's folder first, and Electron's flags may stand before it.
 */
export const ownArguments = (argv: readonly string[], isPackaged: boolean): readonly string[] => {
  if (isPackaged) return argv.slice(1)
  const folder = argv.findIndex((argument, at) => at > 0 && !argument.startsWith('-'))
  return folder === -1 ? [] : argv.slice(folder + 1)
}

/**
 * Reads a person's own arguments.
 *
 * Never throws: a second start hands its arguments to a running app, where a bad flag must not
 * end anything. What is unknown is reported in `unknown`.
 */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values, tokens } = parseArgs({
    args: args.filter((arg) => !RUNTIME_FLAG.test(arg)),
    strict: false,
    tokens: true,
    allowPositionals: true,
    options,
  })
  const known = new Set(Object.keys(options))
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
  const links = tokens.flatMap((token) => {
    const link = token.kind === 'positional' ? readLink(token.value) : null
    return link === null ? [] : [link]
  })
  const unknown = tokens.flatMap((token) => {
    if (token.kind === 'positional') return readLink(token.value) === null ? [token.value] : []
    if (token.kind !== 'option') return []
    if (!known.has(token.name)) return [token.rawName]
    const needsValue = options[token.name as keyof typeof options].type === 'string'
    return needsValue && token.value === undefined ? [`${token.rawName} (needs a value)`] : []
  })
  return {
    connect: texts(values['connect']),
    showConsoles: [
      ...texts(values['show-domain-console']),
      ...links.flatMap((link) => ('console' in link ? [link.console] : [])),
    ],
    showDisplays: [
      ...texts(values['show-domain-display']),
      ...links.flatMap((link) => ('display' in link ? [link.display] : [])),
    ],
    wishes: [
      ...(values['new-machine'] === true ? [{ kind: 'new-machine' } as const] : []),
      ...(values['consoles'] === true ? [{ kind: 'consoles' } as const] : []),
      ...links.flatMap((link) => ('wish' in link ? [link.wish] : [])),
    ],
    userDataDir: typeof values['user-data-dir'] === 'string' ? values['user-data-dir'] : null,
    help: values['help'] === true,
    version: values['version'] === true,
    unknown,
  }
}
