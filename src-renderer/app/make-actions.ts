import {
  ArrowRightLeft,
  Camera,
  CopyPlus,
  FileCode,
  FileInput,
  FileOutput,
  ListOrdered,
  Pencil,
  Plus,
  Stamp,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import { stateWords, type Machine } from '../../src-preload/contract/machine'
import { t, withinSentence } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { aboutOne, openFor, whyNoMachine } from './about-one'
import { always, type Action, type ActionContext } from './action'

/** How many machines one dialog can name in full. */
const REMOVED_AT_ONCE = 20
const MOVED_AT_ONCE = 50

/** Actions on one machine that open a dialog about it. */
const onOne = (
  kind: 'xml-editor' | 'rename' | 'clone' | 'export' | 'template' | 'start-order' | 'take-snapshot',
  unless?: (machine: Machine, context: ActionContext) => string | null,
) => ({ ...aboutOne(unless), run: openFor((machine) => ({ kind, machine })) })

/** Libvirt does these only with machines that do not run. */
const whyNotOff = ({ state }: Machine): string | null =>
  state === 'shutOff' ? null : t('it is {state}', { state: withinSentence(t(stateWords[state])) })

const whyNotMovable = ({ state, hostId }: Machine, { hosts }: ActionContext): string | null => {
  if (state !== 'running' && state !== 'paused' && state !== 'shutOff') {
    return t('it is {state}', { state: withinSentence(t(stateWords[state])) })
  }
  const isAlone = !hosts.some((host) => host.id !== hostId && host.state === 'connected')
  return isAlone ? t('no other host is connected') : null
}

const whyNoneMovable = (context: ActionContext): string | null => {
  const { targets } = context
  if (targets.length > MOVED_AT_ONCE)
    return t('at most {movedAtOnce} machines move at once', { movedAtOnce: MOVED_AT_ONCE })
  const reasons = targets.map((machine) => whyNotMovable(machine, context))
  return reasons.includes(null) ? null : (reasons[0] ?? null)
}

/** The host that a new machine is made on, where the person says nothing else. */
const hostForNew = ({ host, hosts, targets }: ActionContext): Host | undefined => {
  const connected = hosts.filter(({ state }) => state === 'connected')
  const [target] = targets
  return (
    connected.find(({ id }) => id === host?.id) ??
    connected.find(({ id }) => id === target?.hostId) ??
    connected[0]
  )
}

/** Making machines, changing what they are, and removing them. */
export const makeActionTable: readonly Action[] = [
  {
    id: 'machine.new',
    title: t('New machine…'),
    keys: ['n'],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: Plus,
    keywords: t('create install add iso cloud image kernel pxe template'),
    whyNot: (context) => (hostForNew(context) === undefined ? t('no host is connected') : null),
    run: (context) => {
      const host = hostForNew(context)
      if (host !== undefined) openOverlay({ kind: 'new-machine', host })
    },
  },
  {
    id: 'machine.import',
    title: t('Import machine…'),
    keys: [],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: FileInput,
    keywords: t('ova ovf vmdk vdi qcow2 open file appliance vmware virtualbox'),
    whyNot: (context) => (hostForNew(context) === undefined ? t('no host is connected') : null),
    run: (context) => {
      const host = hostForNew(context)
      if (host !== undefined) openOverlay({ kind: 'new-machine', host, source: 'import' })
    },
  },
  {
    ...onOne('export', whyNotOff),
    id: 'machine.export',
    title: t('Export…'),
    keys: [],
    icon: FileOutput,
    keywords: t('ova ovf vmdk file appliance save copy'),
  },
  {
    ...onOne('xml-editor'),
    id: 'machine.edit-xml',
    title: t('Edit XML…'),
    keys: ['e'],
    icon: FileCode,
    keywords: t('definition change diff history'),
  },
  {
    ...onOne('rename', whyNotOff),
    id: 'machine.rename',
    title: t('Rename…'),
    keys: ['F2'],
    icon: Pencil,
    keywords: t('name'),
  },
  {
    ...onOne('clone', whyNotOff),
    id: 'machine.clone',
    title: t('Clone…'),
    keys: [],
    icon: CopyPlus,
    keywords: t('copy duplicate linked template'),
  },
  {
    id: 'machine.tags',
    title: t('Tags…'),
    keys: ['Shift+T'],
    keyContext: 'list',
    group: 'Machines',
    icon: Tag,
    keywords: t('label mark add remove'),
    whyNot: whyNoMachine,
    run: ({ targets }) => openOverlay({ kind: 'tags', machines: targets }),
  },
  {
    ...onOne('template', whyNotOff),
    id: 'machine.template',
    title: t('Save as template…'),
    keys: [],
    icon: Stamp,
    keywords: t('golden image base'),
  },
  {
    ...onOne('start-order'),
    id: 'machine.start-order',
    title: t('Autostart and order…'),
    keys: [],
    icon: ListOrdered,
    keywords: t('boot host start delay sequence'),
  },
  {
    id: 'machine.migrate',
    title: t('Migrate…'),
    keys: ['m'],
    keyContext: 'list',
    group: 'Machines',
    icon: ArrowRightLeft,
    keywords: t('move host live offline transfer'),
    whyNot: (context) => whyNoMachine(context) ?? whyNoneMovable(context),
    run: ({ targets }) => {
      const [machine, ...others] = targets
      if (machine === undefined) return
      openOverlay(
        others.length === 0
          ? { kind: 'migrate', machine }
          : { kind: 'migrate-many', machines: targets },
      )
    },
  },
  {
    ...onOne('take-snapshot'),
    id: 'machine.snapshot',
    title: t('Take snapshot…'),
    keys: ['t'],
    icon: Camera,
    keywords: t('checkpoint save state'),
  },
  {
    id: 'machine.delete',
    title: t('Delete…'),
    keys: ['Delete'],
    keyContext: 'list',
    group: 'Machines',
    icon: Trash2,
    dangerous: true,
    keywords: t('remove undefine trash'),
    whyNot: (context) =>
      context.targets.length > REMOVED_AT_ONCE
        ? t('at most {removedAtOnce} machines are deleted at once', {
            removedAtOnce: REMOVED_AT_ONCE,
          })
        : whyNoMachine(context),
    run: ({ targets }) => openOverlay({ kind: 'removal', machines: targets }),
  },
  {
    id: 'machine.trash',
    title: t('Restore from trash…'),
    keys: [],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: Undo2,
    keywords: t('undo undelete deleted removed'),
    whyNot: always,
    run: () => openOverlay({ kind: 'trash' }),
  },
]
