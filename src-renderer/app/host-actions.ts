import {
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  FlaskConical,
  HardDrive,
  Info,
  ListOrdered,
  Network,
  Pencil,
  Plug,
  Plus,
  Power,
  Server,
  Stethoscope,
  Trash2,
  Unplug,
} from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import {
  connectHost,
  disconnectHost,
  makeDemo,
  moveHost,
  setAutoconnect,
  startInOrder,
} from '../hosts/host-calls'
import { focusGrid } from '../machines/focus'
import { openOverlay } from '../state/overlay'
import { openPage } from '../state/page'
import { showHost } from '../state/view'
import { visibleText } from '../ui/visible-text'
import { always, type Action, type ActionContext } from './action'
import { likelyHost } from './likely-host'

/** Hosts that have a key of their own: Ctrl+1 to Ctrl+9. */
const HOSTS_WITH_KEY = 9

const goTo = (host: Host, index: number): Action => ({
  id: `host.show.${host.id}`,
  title: `Go to ${visibleText(host.name)}`,
  keys: index < HOSTS_WITH_KEY ? [`Ctrl+${index + 1}`] : [],
  keyContext: 'everywhere',
  group: 'Hosts',
  icon: Server,
  keywords: 'show host',
  whyNot: always,
  run: () => {
    showHost(host.id)
    focusGrid()
  },
})

const connection = (host: Host): Action => {
  const common = {
    keys: [],
    keyContext: 'everywhere',
    group: 'Hosts',
    whyNot: always,
  } as const
  return host.state === 'disconnected'
    ? {
        ...common,
        id: `host.connect.${host.id}`,
        title: `Connect to ${visibleText(host.name)}`,
        icon: Plug,
        keywords: 'retry reconnect',
        run: () => connectHost(host),
      }
    : {
        ...common,
        id: `host.disconnect.${host.id}`,
        title: `Disconnect from ${visibleText(host.name)}`,
        icon: Unplug,
        run: () => disconnectHost(host),
      }
}

const demo = (host: Host): readonly Action[] =>
  host.canMakeDemo
    ? [
        {
          id: `host.demo.${host.id}`,
          title: `Make a demo machine on ${visibleText(host.name)}`,
          keys: [],
          keyContext: 'everywhere',
          group: 'Hosts',
          icon: FlaskConical,
          whyNot: () => (host.state === 'connected' ? null : 'the host is not connected'),
          run: () => makeDemo(host),
        },
      ]
    : []

/** What an action needs beside what all actions on the host that is meant have in common. */
type OnHost = Pick<Action, 'id' | 'icon' | 'keywords' | 'dangerous'> & {
  readonly key?: string
  /** Around the host's name, or `the host` where none is meant. */
  readonly words: (name: string, host: Host | undefined) => string
  readonly act: (host: Host, place: number) => void
  /** Why it makes no sense for a host at a place of the list. */
  readonly unless?: (place: number, context: ActionContext) => string | null
}

const placeOf = ({ hosts, host }: ActionContext): number =>
  hosts.findIndex(({ id }) => id === host?.id)

const onHost = ({ key, words, act, unless, ...rest }: OnHost): Action => ({
  ...rest,
  title: ({ host }) => words(host === undefined ? 'the host' : visibleText(host.name), host),
  generalTitle: words('the host', undefined),
  keys: key === undefined ? [] : [key],
  keyContext: 'hosts',
  group: 'Hosts',
  whyNot: (context) =>
    context.host === undefined
      ? 'no host is chosen'
      : (unless?.(placeOf(context), context) ?? null),
  run: (context) => {
    if (context.host !== undefined) act(context.host, placeOf(context))
  },
})

/** Opens a page about something that a host has. */
const hostPage = (
  page: 'storage' | 'networks' | 'backups',
  noun: string,
  rest: Pick<Action, 'keys' | 'icon' | 'keywords'>,
): Action => ({
  ...rest,
  id: `host.${page}`,
  title: (context) => {
    const host = likelyHost(context)
    return `${noun} of ${host === undefined ? 'the host' : visibleText(host.name)}`
  },
  generalTitle: `${noun} of the host`,
  keyContext: 'everywhere',
  group: 'Hosts',
  whyNot: (context) => (likelyHost(context) === undefined ? 'no host is connected' : null),
  run: (context) => {
    const host = likelyHost(context)
    if (host !== undefined) openPage({ kind: page, hostId: host.id })
  },
})

/** What a person can do with the host that is meant, and with the list of hosts. */
const listTable: readonly Action[] = [
  hostPage('storage', 'Storage', {
    keys: ['Ctrl+Shift+S'],
    icon: HardDrive,
    keywords: 'pools volumes disks images upload',
  }),
  hostPage('networks', 'Networks', {
    keys: ['Ctrl+Shift+N'],
    icon: Network,
    keywords: 'nat bridge dhcp leases addresses dns',
  }),
  hostPage('backups', 'Backups', {
    keys: ['Ctrl+Shift+B'],
    icon: ArchiveRestore,
    keywords: 'backup restore machines that are gone deleted',
  }),
  {
    id: 'host.add',
    title: 'Add host…',
    keys: [],
    keyContext: 'everywhere',
    group: 'Hosts',
    icon: Plus,
    keywords: 'new connection uri connect',
    whyNot: always,
    run: () => openOverlay({ kind: 'host-dialog', host: null }),
  },
  onHost({
    id: 'host.page',
    key: 'Enter',
    icon: Info,
    keywords: 'details processor memory numa capabilities load',
    words: (name) => `About ${name}`,
    act: ({ id }) => openPage({ kind: 'host', hostId: id }),
  }),
  onHost({
    id: 'host.doctor',
    icon: Stethoscope,
    keywords: 'doctor diagnose examine problem fix permission group kvm firewall',
    words: (name) => `Examine ${name}`,
    act: ({ id }) => openPage({ kind: 'doctor', hostId: id }),
  }),
  onHost({
    id: 'host.edit',
    key: 'F2',
    icon: Pencil,
    keywords: 'change rename uri',
    words: (name) => `Edit ${name}…`,
    act: (host) => openOverlay({ kind: 'host-dialog', host }),
  }),
  onHost({
    id: 'host.start-in-order',
    icon: ListOrdered,
    keywords: 'boot all sequence autostart delay',
    words: (name) => `Start machines of ${name} in order`,
    unless: (_, { host }) => (host?.state === 'connected' ? null : 'the host is not connected'),
    act: startInOrder,
  }),
  onHost({
    id: 'host.autoconnect',
    icon: Power,
    keywords: 'autoconnect',
    words: (name, host) =>
      host?.autoconnect === true
        ? `Don’t connect to ${name} at start`
        : `Connect to ${name} at start`,
    act: (host) => setAutoconnect(host, !host.autoconnect),
  }),
  onHost({
    id: 'host.up',
    key: 'Alt+ArrowUp',
    icon: ArrowUp,
    keywords: 'order reorder',
    words: (name) => `Move ${name} up`,
    unless: (place) => (place === 0 ? 'it is the first' : null),
    act: (host, place) => moveHost(host, place - 1),
  }),
  onHost({
    id: 'host.down',
    key: 'Alt+ArrowDown',
    icon: ArrowDown,
    keywords: 'order reorder',
    words: (name) => `Move ${name} down`,
    unless: (place, { hosts }) => (place === hosts.length - 1 ? 'it is the last' : null),
    act: (host, place) => moveHost(host, place + 1),
  }),
  onHost({
    id: 'host.remove',
    key: 'Delete',
    icon: Trash2,
    dangerous: true,
    keywords: 'delete forget',
    words: (name) => `Remove ${name}…`,
    act: (host) => openOverlay({ kind: 'host-removal', host }),
  }),
]

/** What a person can do with the hosts that there are. */
export const hostActionTable = (hosts: readonly Host[]): readonly Action[] => [
  ...hosts.flatMap((host, index) => [goTo(host, index), connection(host), ...demo(host)]),
  ...listTable,
]
