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
import { t } from '../../src-preload/language/t'
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
  title: t('Go to {name}', { name: visibleText(host.name) }),
  keys: index < HOSTS_WITH_KEY ? [`Ctrl+${index + 1}`] : [],
  keyContext: 'everywhere',
  group: 'Hosts',
  icon: Server,
  keywords: t('show host'),
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
        title: t('Connect to {name}', { name: visibleText(host.name) }),
        icon: Plug,
        keywords: t('retry reconnect'),
        run: () => connectHost(host),
      }
    : {
        ...common,
        id: `host.disconnect.${host.id}`,
        title: t('Disconnect from {name}', { name: visibleText(host.name) }),
        icon: Unplug,
        run: () => disconnectHost(host),
      }
}

const demo = (host: Host): readonly Action[] =>
  host.canMakeDemo
    ? [
        {
          id: `host.demo.${host.id}`,
          title: t('Make a demo machine on {name}', { name: visibleText(host.name) }),
          keys: [],
          keyContext: 'everywhere',
          group: 'Hosts',
          icon: FlaskConical,
          whyNot: () => (host.state === 'connected' ? null : t('the host is not connected')),
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
  title: ({ host }) => words(host === undefined ? t('the host') : visibleText(host.name), host),
  generalTitle: words(t('the host'), undefined),
  keys: key === undefined ? [] : [key],
  keyContext: 'hosts',
  group: 'Hosts',
  whyNot: (context) =>
    context.host === undefined
      ? t('no host is chosen')
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
    return t('{noun} of {name}', {
      noun,
      name: host === undefined ? t('the host') : visibleText(host.name),
    })
  },
  generalTitle: t('{noun} of the host', { noun }),
  keyContext: 'everywhere',
  group: 'Hosts',
  whyNot: (context) => (likelyHost(context) === undefined ? t('no host is connected') : null),
  run: (context) => {
    const host = likelyHost(context)
    if (host !== undefined) openPage({ kind: page, hostId: host.id })
  },
})

/** What a person can do with the host that is meant, and with the list of hosts. */
const listTable: readonly Action[] = [
  hostPage('storage', t('Storage'), {
    keys: ['Ctrl+Shift+S'],
    icon: HardDrive,
    keywords: t('pools volumes disks images upload'),
  }),
  hostPage('networks', t('Networks'), {
    keys: ['Ctrl+Shift+N'],
    icon: Network,
    keywords: t('nat bridge dhcp leases addresses dns'),
  }),
  hostPage('backups', t('Backups'), {
    keys: ['Ctrl+Shift+B'],
    icon: ArchiveRestore,
    keywords: t('backup restore machines that are gone deleted'),
  }),
  {
    id: 'host.add',
    title: t('Add host…'),
    keys: [],
    keyContext: 'everywhere',
    group: 'Hosts',
    icon: Plus,
    keywords: t('new connection uri connect'),
    whyNot: always,
    run: () => openOverlay({ kind: 'host-dialog', host: null }),
  },
  onHost({
    id: 'host.page',
    key: 'Enter',
    icon: Info,
    keywords: t('details processor memory numa capabilities load'),
    words: (name) => t('About {name}', { name }),
    act: ({ id }) => openPage({ kind: 'host', hostId: id }),
  }),
  onHost({
    id: 'host.doctor',
    icon: Stethoscope,
    keywords: t('doctor diagnose examine problem fix permission group kvm firewall'),
    words: (name) => t('Examine {name}', { name }),
    act: ({ id }) => openPage({ kind: 'doctor', hostId: id }),
  }),
  onHost({
    id: 'host.edit',
    key: 'F2',
    icon: Pencil,
    keywords: t('change rename uri'),
    words: (name) => t('Edit {name}…', { name }),
    act: (host) => openOverlay({ kind: 'host-dialog', host }),
  }),
  onHost({
    id: 'host.start-in-order',
    icon: ListOrdered,
    keywords: t('boot all sequence autostart delay'),
    words: (name) => t('Start machines of {name} in order', { name }),
    unless: (_, { host }) => (host?.state === 'connected' ? null : t('the host is not connected')),
    act: startInOrder,
  }),
  onHost({
    id: 'host.autoconnect',
    icon: Power,
    keywords: t('autoconnect'),
    words: (name, host) =>
      host?.autoconnect === true
        ? t('Don’t connect to {name} at start', { name })
        : t('Connect to {name} at start', { name }),
    act: (host) => setAutoconnect(host, !host.autoconnect),
  }),
  onHost({
    id: 'host.up',
    key: 'Alt+ArrowUp',
    icon: ArrowUp,
    keywords: t('order reorder'),
    words: (name) => t('Move {name} up', { name }),
    unless: (place) => (place === 0 ? t('it is the first') : null),
    act: (host, place) => moveHost(host, place - 1),
  }),
  onHost({
    id: 'host.down',
    key: 'Alt+ArrowDown',
    icon: ArrowDown,
    keywords: t('order reorder'),
    words: (name) => t('Move {name} down', { name }),
    unless: (place, { hosts }) => (place === hosts.length - 1 ? t('it is the last') : null),
    act: (host, place) => moveHost(host, place + 1),
  }),
  onHost({
    id: 'host.remove',
    key: 'Delete',
    icon: Trash2,
    dangerous: true,
    keywords: t('delete forget'),
    words: (name) => t('Remove {name}…', { name }),
    act: (host) => openOverlay({ kind: 'host-removal', host }),
  }),
]

/** What a person can do with the hosts that there are. */
export const hostActionTable = (hosts: readonly Host[]): readonly Action[] => [
  ...hosts.flatMap((host, index) => [goTo(host, index), connection(host), ...demo(host)]),
  ...listTable,
]
