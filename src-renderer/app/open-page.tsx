import { lazy, Suspense } from 'react'
import { usePage } from '../state/page'

const BackupsPage = lazy(async () => ({
  default: (await import('../backups/backups-page')).BackupsPage,
}))
const DoctorPage = lazy(async () => ({
  default: (await import('../doctor/doctor-page')).DoctorPage,
}))
const HistoryPage = lazy(async () => ({
  default: (await import('../history/history-page')).HistoryPage,
}))
const HostPage = lazy(async () => ({ default: (await import('../hosts/host-page')).HostPage }))
const NetworksPage = lazy(async () => ({
  default: (await import('../networks/networks-page')).NetworksPage,
}))
const StoragePage = lazy(async () => ({
  default: (await import('../storage/storage-page')).StoragePage,
}))
const PowerPage = lazy(async () => ({ default: (await import('../power/power-page')).PowerPage }))
const SettingsPage = lazy(async () => ({
  default: (await import('../settings/settings-page')).SettingsPage,
}))

const PageOf = () => {
  const page = usePage((state) => state.page)
  switch (page.kind) {
    case 'machines':
      return null
    case 'host':
      return <HostPage key={page.hostId} hostId={page.hostId} />
    case 'doctor':
      return <DoctorPage key={page.hostId} hostId={page.hostId} />
    case 'storage':
      return <StoragePage key={page.hostId} hostId={page.hostId} />
    case 'backups':
      return <BackupsPage key={page.hostId} hostId={page.hostId} />
    case 'networks':
      return <NetworksPage key={page.hostId} hostId={page.hostId} />
    case 'history':
      return <HistoryPage key={page.machineId ?? ''} machineId={page.machineId} />
    case 'power':
      return <PowerPage />
    case 'settings':
      return <SettingsPage />
    default:
      return page satisfies never
  }
}

/** The page in front of the machines, where there is one. */
export const OpenPage = () => (
  <Suspense fallback={null}>
    <PageOf />
  </Suspense>
)
