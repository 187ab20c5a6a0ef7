import { useQuery } from '@tanstack/react-query'
import { hostsQuery } from '../queries/hosts'
import { HostNotice } from '../hosts/host-problem'
import { ProblemList } from '../failures/problem-list'
import { useView } from '../state/view'
import { EmptyState, Skeleton } from './empty-state'
import { MachineGrid } from './machine-grid'
import { useRowsPart } from './rows'
import styles from './machines-view.module.css'

/** The list, and what is to be said above it or instead of its rows. */
export const MachinesView = ({ onOpen }: { readonly onOpen: () => void }) => {
  const hosts = useQuery(hostsQuery).data
  const loaded = useRowsPart((rows) => rows.fleet.version >= 0)
  const hostId = useView((view) => view.hostId)
  const filter = useView((view) => view.filter)

  const inView = (hosts ?? []).filter((host) => hostId === null || host.id === hostId)
  const waiting =
    hosts === undefined || !loaded || inView.some((host) => host.state === 'connecting')
  const empty = useRowsPart((rows) => rows.count === 0)
  const notices = inView.filter(
    (host) => host.state === 'disconnected' && host.failure !== undefined,
  )
  // Where only a test driver answers, the way to real machines is what the person came for.
  const anyReal = (hosts ?? []).some(
    (host) => host.state === 'connected' && host.driver?.toUpperCase() !== 'TEST',
  )
  return (
    <main className={styles['view']}>
      <ProblemList />
      {empty
        ? null
        : notices.map((host) => (
            <HostNotice key={host.id} host={host} openAtFirst={notices.length === 1 && !anyReal} />
          ))}
      <div className={styles['list']}>
        <MachineGrid onOpen={onOpen} />
        {empty && waiting && filter === '' ? <Skeleton /> : null}
        {empty && (!waiting || filter !== '') ? (
          <EmptyState hosts={inView} filtered={filter !== ''} narrowed={hostId !== null} />
        ) : null}
      </div>
    </main>
  )
}
