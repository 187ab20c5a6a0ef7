import type { Overlay } from '../state/overlay'
import type { Action } from './action'
import { useActionContext } from './action-context'
import { ActionMenu } from './action-menu'
import { machineActionTable } from './machine-actions'
import { windowActionTable } from './window-actions'

const sectionsOf = (
  table: readonly Action[],
  ids: readonly (readonly string[])[],
): readonly (readonly Action[])[] =>
  ids.map((section) => section.flatMap((id) => table.find((action) => action.id === id) ?? []))

const machineSections = sectionsOf(machineActionTable, [
  ['machine.console'],
  ['machine.start', 'machine.pause', 'machine.shutDown', 'machine.reboot', 'machine.save'],
  ['machine.reset', 'machine.forceOff'],
])

const appSections = sectionsOf(windowActionTable, [
  ['app.reconcile'],
  ['view.hosts', 'view.details', 'view.activity', 'view.density'],
  ['app.palette', 'app.key-list'],
  ['app.quit'],
])

type MenuOverlay = Extract<Overlay, { kind: 'app-menu' | 'machine-menu' }>

/** The menu that stands open: the app's, or that of the selected machines. */
export const OpenMenu = ({ menu }: { readonly menu: MenuOverlay }) => {
  const context = useActionContext()
  const ofApp = menu.kind === 'app-menu'
  return (
    <ActionMenu
      label={ofApp ? 'Main menu' : 'Actions'}
      x={menu.x}
      y={menu.y}
      align={ofApp ? 'end' : 'start'}
      context={context}
      sections={ofApp ? appSections : machineSections}
    />
  )
}
