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
  state === 'shutOff' ? null : `it is ${stateWords[state].toLowerCase()}`

const whyNotMovable = ({ state, hostId }: Machine, { hosts }: ActionContext): string | null => {
  if (state !== 'running' && state !== 'paused' && state !== 'shutOff') {
    return `it is ${stateWords[state].toLowerCase()}`
  }
  const isAlone = !hosts.some((host) => host.id !== hostId && host.state === 'connected')
  return isAlone ? 'no other host is connected' : null
}

const whyNoneMovable = (context: ActionContext): string | null => {
  const { targets } = context
  if (targets.length > MOVED_AT_ONCE) return `at most ${MOVED_AT_ONCE} machines move at once`
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
    title: 'New machine…',
    keys: ['n'],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: Plus,
    keywords: 'create install add iso cloud image kernel pxe template',
    whyNot: (context) => (hostForNew(context) === undefined ? 'no host is connected' : null),
    run: (context) => {
      const host = hostForNew(context)
      if (host !== undefined) openOverlay({ kind: 'new-machine', host })
    },
  },
  {
    id: 'machine.import',
    title: 'Import machine…',
    keys: [],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: FileInput,
    keywords: 'ova ovf vmdk vdi qcow2 open file appliance vmware virtualbox',
    whyNot: (context) => (hostForNew(context) === undefined ? 'no host is connected' : null),
    run: (context) => {
      const host = hostForNew(context)
      if (host !== undefined) openOverlay({ kind: 'new-machine', host, source: 'import' })
    },
  },
  {
    ...onOne('export', whyNotOff),
    id: 'machine.export',
    title: 'Export…',
    keys: [],
    icon: FileOutput,
    keywords: 'ova ovf vmdk file appliance save copy',
  },
  {
    ...onOne('xml-editor'),
    id: 'machine.edit-xml',
    title: 'Edit XML…',
    keys: ['e'],
    icon: FileCode,
    keywords: 'definition change diff history',
  },
  {
    ...onOne('rename', whyNotOff),
    id: 'machine.rename',
    title: 'Rename…',
    keys: ['F2'],
    icon: Pencil,
    keywords: 'name',
  },
  {
    ...onOne('clone', whyNotOff),
    id: 'machine.clone',
    title: 'Clone…',
    keys: [],
    icon: CopyPlus,
    keywords: 'copy duplicate linked template',
  },
  {
    id: 'machine.tags',
    title: 'Tags…',
    keys: ['Shift+T'],
    keyContext: 'list',
    group: 'Machines',
    icon: Tag,
    keywords: 'label mark add remove',
    whyNot: whyNoMachine,
    run: ({ targets }) => openOverlay({ kind: 'tags', machines: targets }),
  },
  {
    ...onOne('template', whyNotOff),
    id: 'machine.template',
    title: 'Save as template…',
    keys: [],
    icon: Stamp,
    keywords: 'golden image base',
  },
  {
    ...onOne('start-order'),
    id: 'machine.start-order',
    title: 'Autostart and order…',
    keys: [],
    icon: ListOrdered,
    keywords: 'boot host start delay sequence',
  },
  {
    id: 'machine.migrate',
    title: 'Migrate…',
    keys: ['m'],
    keyContext: 'list',
    group: 'Machines',
    icon: ArrowRightLeft,
    keywords: 'move host live offline transfer',
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
    title: 'Take snapshot…',
    keys: ['t'],
    icon: Camera,
    keywords: 'checkpoint save state',
  },
  {
    id: 'machine.delete',
    title: 'Delete…',
    keys: ['Delete'],
    keyContext: 'list',
    group: 'Machines',
    icon: Trash2,
    dangerous: true,
    keywords: 'remove undefine trash',
    whyNot: (context) =>
      context.targets.length > REMOVED_AT_ONCE
        ? `at most ${REMOVED_AT_ONCE} machines are deleted at once`
        : whyNoMachine(context),
    run: ({ targets }) => openOverlay({ kind: 'removal', machines: targets }),
  },
  {
    id: 'machine.trash',
    title: 'Restore from trash…',
    keys: [],
    keyContext: 'everywhere',
    group: 'Machines',
    icon: Undo2,
    keywords: 'undo undelete deleted removed',
    whyNot: always,
    run: () => openOverlay({ kind: 'trash' }),
  },
]
