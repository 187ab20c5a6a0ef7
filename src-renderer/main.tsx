import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { followJobs } from './activity/follow-jobs'
import { announceReady } from './app/announce-ready'
import { followWishes } from './app/follow-wishes'
import { Shell } from './app/shell'
import { followFailures } from './failures/follow-failures'
import { keepView } from './machines/keep-view'
import { followRows } from './machines/rows'
import { followGuests } from './guest/guest-calls'
import { watchMetrics } from './machines/watch-metrics'
import { watchLoads } from './hosts/watch-loads'
import { followHostJobs } from './queries/host-jobs'
import { followHostLoads } from './queries/host-loads'
import { followHosts } from './queries/hosts'
import { followMachines } from './queries/machines'
import { followMetrics } from './queries/metrics'
import { followNetworks } from './queries/networks'
import { followPools } from './queries/pools'
import { followPrompts } from './queries/prompts'
import { queryClient } from './queries/query-client'
import { followPower } from './power/power-queries'
import { followSettings } from './queries/settings'
import { followUpdates } from './queries/updates'
import { followVolumes } from './queries/volumes'
import './ui/tokens.css'
import './ui/base.css'
import { followWindowFocus } from './ui/window-focus'
import './ui/page-language'

// Everything here lives as long as the window does, so nothing is ever stopped. Notices are listened
// to before the first question is asked: what happens in between is not lost.
followSettings()
followUpdates()
followPrompts()
followHosts()
followHostLoads()
followMachines()
followMetrics()
followPools()
followVolumes()
followNetworks()
followFailures()
followRows()
keepView()
followJobs()
followPower()
followHostJobs()
followGuests()
watchMetrics()
watchLoads()
followWindowFocus()
announceReady()
followWishes()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element #root')
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <Shell />
  </QueryClientProvider>,
)
