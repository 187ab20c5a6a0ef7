import { lazy, Suspense } from 'react'
import { Prompts } from '../prompts/prompts'
import { useOverlay } from '../state/overlay'

/** None of these is needed for the first paint. */
const load = {
  palette: () => import('./command-palette'),
  keyList: () => import('./key-list'),
  confirmation: () => import('./confirmation'),
  menus: () => import('./menus'),
  hostDialog: () => import('../hosts/host-dialog'),
  hostRemoval: () => import('../hosts/host-removal'),
  newMachine: () => import('../new-machine/new-machine-dialog'),
  xmlEditor: () => import('../definition/xml-editor'),
  hardware: () => import('../hardware/hardware-dialog'),
  rename: () => import('../machines/rename-dialog'),
  clone: () => import('../machines/clone-dialog'),
  exporting: () => import('../machines/export-dialog'),
  template: () => import('../machines/template-dialog'),
  startOrder: () => import('../machines/start-order-dialog'),
  migrate: () => import('../migration/migrate-dialog'),
  migrateMany: () => import('../migration/migrate-many-dialog'),
  takeSnapshot: () => import('../snapshots/take-snapshot-dialog'),
  snapshotChange: () => import('../snapshots/snapshot-change-dialog'),
  guestRun: () => import('../guest/guest-run-dialog'),
  guestAccess: () => import('../guest/guest-access-dialog'),
  verifyLaunch: () => import('../launch-security/verify-launch-dialog'),
  disks: () => import('../disks/disks-dialog'),
  backUp: () => import('../backups/back-up-dialog'),
  restore: () => import('../backups/restore-dialog'),
  backupRemoval: () => import('../backups/backup-removal-dialog'),
  removal: () => import('../removal/removal-dialog'),
  trash: () => import('../removal/trash-dialog'),
  tags: () => import('../machines/tags-dialog'),
  shutDown: () => import('../power/shut-down-dialog'),
  schedule: () => import('../power/schedule-dialog'),
  saveView: () => import('../machines/save-view-dialog'),
  storage: () => import('../storage/storage-dialogs'),
  networks: () => import('../networks/network-dialogs'),
}

const CommandPalette = lazy(async () => ({ default: (await load.palette()).CommandPalette }))
const KeyList = lazy(async () => ({ default: (await load.keyList()).KeyList }))
const Confirmation = lazy(async () => ({ default: (await load.confirmation()).Confirmation }))
const HostDialog = lazy(async () => ({ default: (await load.hostDialog()).HostDialog }))
const HostRemoval = lazy(async () => ({ default: (await load.hostRemoval()).HostRemoval }))
const NewMachineDialog = lazy(async () => ({
  default: (await load.newMachine()).NewMachineDialog,
}))
const XmlEditor = lazy(async () => ({ default: (await load.xmlEditor()).XmlEditor }))
const HardwareDialog = lazy(async () => ({ default: (await load.hardware()).HardwareDialog }))
const RenameDialog = lazy(async () => ({ default: (await load.rename()).RenameDialog }))
const CloneDialog = lazy(async () => ({ default: (await load.clone()).CloneDialog }))
const ExportDialog = lazy(async () => ({ default: (await load.exporting()).ExportDialog }))
const TemplateDialog = lazy(async () => ({ default: (await load.template()).TemplateDialog }))
const StartOrderDialog = lazy(async () => ({
  default: (await load.startOrder()).StartOrderDialog,
}))
const MigrateDialog = lazy(async () => ({ default: (await load.migrate()).MigrateDialog }))
const MigrateManyDialog = lazy(async () => ({
  default: (await load.migrateMany()).MigrateManyDialog,
}))
const TakeSnapshotDialog = lazy(async () => ({
  default: (await load.takeSnapshot()).TakeSnapshotDialog,
}))
const SnapshotChangeDialog = lazy(async () => ({
  default: (await load.snapshotChange()).SnapshotChangeDialog,
}))
const GuestRunDialog = lazy(async () => ({ default: (await load.guestRun()).GuestRunDialog }))
const GuestAccessDialog = lazy(async () => ({
  default: (await load.guestAccess()).GuestAccessDialog,
}))
const VerifyLaunchDialog = lazy(async () => ({
  default: (await load.verifyLaunch()).VerifyLaunchDialog,
}))
const DisksDialog = lazy(async () => ({ default: (await load.disks()).DisksDialog }))
const BackUpDialog = lazy(async () => ({ default: (await load.backUp()).BackUpDialog }))
const RestoreDialog = lazy(async () => ({ default: (await load.restore()).RestoreDialog }))
const BackupRemovalDialog = lazy(async () => ({
  default: (await load.backupRemoval()).BackupRemovalDialog,
}))
const RemovalDialog = lazy(async () => ({ default: (await load.removal()).RemovalDialog }))
const TrashDialog = lazy(async () => ({ default: (await load.trash()).TrashDialog }))
const ShutDownDialog = lazy(async () => ({ default: (await load.shutDown()).ShutDownDialog }))
const ScheduleDialog = lazy(async () => ({ default: (await load.schedule()).ScheduleDialog }))
const SaveViewDialog = lazy(async () => ({ default: (await load.saveView()).SaveViewDialog }))
const TagsDialog = lazy(async () => ({ default: (await load.tags()).TagsDialog }))
const StorageDialogs = lazy(async () => ({ default: (await load.storage()).StorageDialogs }))
const NetworkDialogs = lazy(async () => ({ default: (await load.networks()).NetworkDialogs }))
const OpenMenu = lazy(async () => ({ default: (await load.menus()).OpenMenu }))

/**
 * Fetches the overlays while nothing else is to be done, so that the first one opens at once; all
 * but the editor of XML, which is as large as all others together.
 */
export const preloadOverlays = (): void => {
  requestIdleCallback(() => {
    for (const fetch of Object.values(load)) if (fetch !== load.xmlEditor) void fetch()
  })
}

const OpenOverlay = () => {
  const overlay = useOverlay((state) => state.overlay)
  if (overlay === null) return null
  switch (overlay.kind) {
    case 'palette':
      return <CommandPalette />
    case 'key-list':
      return <KeyList />
    case 'confirmation':
      return <Confirmation {...overlay} />
    case 'host-dialog':
      return <HostDialog host={overlay.host} />
    case 'host-removal':
      return <HostRemoval host={overlay.host} />
    case 'new-machine':
      return <NewMachineDialog host={overlay.host} source={overlay.source} />
    case 'xml-editor':
      return <XmlEditor {...overlay} />
    case 'hardware':
      return <HardwareDialog {...overlay} />
    case 'rename':
      return <RenameDialog machine={overlay.machine} />
    case 'clone':
      return <CloneDialog machine={overlay.machine} />
    case 'export':
      return <ExportDialog machine={overlay.machine} />
    case 'template':
      return <TemplateDialog machine={overlay.machine} />
    case 'start-order':
      return <StartOrderDialog machine={overlay.machine} />
    case 'migrate':
      return <MigrateDialog machine={overlay.machine} />
    case 'migrate-many':
      return <MigrateManyDialog machines={overlay.machines} />
    case 'take-snapshot':
      return <TakeSnapshotDialog machine={overlay.machine} />
    case 'snapshot-change':
      return <SnapshotChangeDialog {...overlay} />
    case 'guest-run':
      return <GuestRunDialog machine={overlay.machine} />
    case 'guest-access':
      return <GuestAccessDialog machine={overlay.machine} />
    case 'verify-launch':
      return <VerifyLaunchDialog machine={overlay.machine} />
    case 'disks':
      return <DisksDialog machine={overlay.machine} />
    case 'back-up':
      return <BackUpDialog machine={overlay.machine} />
    case 'restore':
      return <RestoreDialog {...overlay} />
    case 'backup-removal':
      return <BackupRemovalDialog backup={overlay.backup} />
    case 'removal':
      return <RemovalDialog machines={overlay.machines} />
    case 'trash':
      return <TrashDialog />
    case 'tags':
      return <TagsDialog machines={overlay.machines} />
    case 'shut-down':
      return <ShutDownDialog machines={overlay.machines} />
    case 'schedule':
      return <ScheduleDialog schedule={overlay.schedule} isNew={overlay.isNew} />
    case 'save-view':
      return <SaveViewDialog />
    case 'storage':
      return <StorageDialogs dialog={overlay.dialog} />
    case 'networks':
      return <NetworkDialogs dialog={overlay.dialog} />
    case 'app-menu':
    case 'machine-menu':
    case 'column-menu':
    case 'host-menu':
    case 'pool-menu':
    case 'volume-menu':
    case 'network-menu':
      return <OpenMenu key={`${overlay.x} ${overlay.y}`} menu={overlay} />
    default:
      return overlay satisfies never
  }
}

/** What stands over the window; what hosts want to know stands over that. */
export const Overlays = () => (
  <Suspense fallback={null}>
    <OpenOverlay />
    <Prompts />
  </Suspense>
)
