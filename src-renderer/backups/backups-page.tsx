import { useQuery } from '@tanstack/react-query'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { HostFrame } from '../pages/host-frame'
import { ScrollingPart } from '../pages/scrolling-part'
import { machineIn } from '../queries/fleet'
import { machinesQuery } from '../queries/machines'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { backupsOfHostQuery } from './backup-calls'
import { BackupTable } from './backup-table'
import { byMachine, type BackupsOfMachine } from './by-machine'
import styles from './backups-page.module.css'

/** How many machines' backups are drawn; a person looks for one of few. */
const MACHINES_SHOWN = 200

interface SectionProps {
  readonly host: Host
  readonly of: BackupsOfMachine
}

const Section = ({ host, of: { uuid, name, backups } }: SectionProps) => {
  const machine = useQuery({
    ...machinesQuery,
    select: (fleet) => machineIn(fleet, `${host.id}/${uuid}`),
  }).data
  return (
    <section
      aria-label={t('Backups of {name}', { name: isolated(name) })}
      className={styles['section']}
    >
      <h3>
        <HostText text={machine?.name ?? name} />
        {machine === undefined ? (
          <span className={styles['gone']}>{t('gone from this host')}</span>
        ) : null}
      </h3>
      <BackupTable
        label={t('Backups of {name}', { name: isolated(name) })}
        machine={machine}
        backups={backups}
        isOneOfMany
      />
    </section>
  )
}

const Backups = ({ host }: { readonly host: Host }) => {
  const { data, error } = useQuery(backupsOfHostQuery(host.id))
  const machines = byMachine(data ?? [])
  return (
    <ScrollingPart label={t('Backups')} isFirst>
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {data?.length === 0 ? (
        <p className={styles['note']}>
          {t(
            'The running pools of this host hold no backups. A machine is backed up from its details, under Snapshots.',
          )}
        </p>
      ) : null}
      {machines.slice(0, MACHINES_SHOWN).map((of) => (
        <Section key={of.uuid} host={host} of={of} />
      ))}
      {machines.length > MACHINES_SHOWN ? (
        <p className={styles['note']}>
          {t(
            '{count, plural, one {There are backups of # more machine.} other {There are backups of # more machines.}}',
            {
              count: machines.length - MACHINES_SHOWN,
            },
          )}
        </p>
      ) : null}
    </ScrollingPart>
  )
}

/** All backups that a host's pools hold, also of machines that are gone. */
export const BackupsPage = ({ hostId }: { readonly hostId: string }) => (
  <HostFrame hostId={hostId} of={t('Backups')}>
    {(host) => <Backups host={host} />}
  </HostFrame>
)
