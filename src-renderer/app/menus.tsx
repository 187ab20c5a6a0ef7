import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { columns, type ColumnId } from '../machines/columns'
import { useSetting } from '../queries/settings'
import { useColumnCursor } from '../state/column-cursor'
import type { Overlay } from '../state/overlay'
import { useActionContext } from './action-context'
import { ActionMenu } from './action-menu'
import { pickActions, useActions } from './use-actions'

const machineSections = [
  ['machine.console', 'machine.tiles', 'machine.display'],
  ['machine.start', 'machine.pause', 'machine.shutDown', 'machine.reboot', 'machine.save'],
  ['machine.shut-down-by', 'machine.reset', 'machine.forceOff'],
  ['machine.snapshot', 'machine.back-up', 'machine.disks', 'machine.migrate'],
  [
    'machine.add-device',
    'machine.edit-xml',
    'machine.rename',
    'machine.clone',
    'machine.tags',
    'machine.schedule',
    'machine.history',
  ],
  ['machine.delete'],
]

const appSections = [
  ['machine.new', 'machine.trash'],
  ['app.reconcile', 'view.history', 'view.power'],
  ['view.group.none', 'view.group.host', 'view.group.state', 'view.group.tag', 'view.save'],
  ['view.hosts', 'view.details', 'view.activity', 'view.density', 'columns.choose'],
  ['app.palette', 'app.key-list', 'app.settings'],
  ['app.quit'],
]

/** The actions of the host that is meant. */
const hostSections = (host: Host | undefined): readonly (readonly string[])[] => [
  ['host.page', 'host.storage', 'host.networks'],
  host === undefined
    ? []
    : [`host.connect.${host.id}`, `host.disconnect.${host.id}`, `host.demo.${host.id}`],
  ['host.edit', 'host.autoconnect', 'host.up', 'host.down'],
  ['host.add'],
  ['host.remove'],
]

/** The title under the cursor first, then all columns. */
const columnSections = (columnId: ColumnId): readonly (readonly string[])[] => [
  [`view.sort.${columnId}`],
  ['columns.left', 'columns.right', 'columns.hide'],
  columns.map(({ id }) => `columns.show.${id}`),
  ['columns.reset'],
]

const poolSections = [
  ['pool.start', 'pool.stop', 'pool.refresh'],
  ['pool.autostart', 'pool.build'],
  ['pool.new'],
  ['pool.delete'],
]

const volumeSections = [
  ['volume.new', 'volume.overlay', 'volume.clone', 'volume.resize'],
  ['volume.upload', 'volume.download'],
  ['volume.wipe', 'volume.delete'],
]

const networkSections = [
  ['network.start', 'network.stop'],
  ['network.edit', 'network.autostart'],
  ['network.new'],
  ['network.delete'],
]

type MenuOverlay = Extract<Overlay, { readonly x: number }>

const labels = {
  'app-menu': t('Main menu'),
  'machine-menu': t('Actions'),
  'column-menu': t('Columns'),
  'host-menu': t('Host'),
  'pool-menu': t('Pool'),
  'volume-menu': t('Volume'),
  'network-menu': t('Network'),
} as const

/** The menu that stands open: the app's, or that of the selected machines, or of a host. */
export const OpenMenu = ({ menu }: { readonly menu: MenuOverlay }) => {
  const context = useActionContext()
  const actions = useActions()
  const views = useSetting((settings) => settings?.views)
  const savedViews = (views ?? []).map(({ name }) => `view.saved.${name}`)
  const sections = {
    'app-menu': [...appSections.slice(0, 3), savedViews, ...appSections.slice(3)],
    'machine-menu': machineSections,
    'column-menu': columnSections(useColumnCursor.getState().columnId),
    'host-menu': hostSections(context.host),
    'pool-menu': poolSections,
    'volume-menu': volumeSections,
    'network-menu': networkSections,
  }[menu.kind]
  return (
    <ActionMenu
      label={labels[menu.kind]}
      x={menu.x}
      y={menu.y}
      align={menu.kind === 'app-menu' ? 'end' : 'start'}
      context={context}
      sections={sections.map((ids) => pickActions(actions, ids))}
    />
  )
}
