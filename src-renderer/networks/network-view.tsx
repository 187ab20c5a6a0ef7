import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type {
  Lease,
  Network,
  NetworkDefinition,
  NetworkDetails,
} from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { goToMachine } from '../machines/go-to-machine'
import { machineIn } from '../queries/fleet'
import { machinesQuery } from '../queries/machines'
import { leasesQuery, networkDetailsQuery } from '../queries/networks'
import { Fact, Facts } from '../ui/facts'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import {
  isSubnetted,
  modeAbout,
  modeWords,
  nextWords,
  rangeWords,
  subnetWords,
} from './network-words'
import { PlainTable } from './plain-table'
import styles from './network-view.module.css'

const VIEW_ID = 'network'

export const focusNetwork = (): void => document.getElementById(VIEW_ID)?.focus()

const MachineLink = ({ id }: { readonly id: MachineId }) => {
  // The name alone, so that nothing is drawn again when a machine only works.
  const name = useQuery({
    ...machinesQuery,
    select: (fleet) => machineIn(fleet, id)?.name,
  }).data
  return (
    <button type="button" className={styles['machine']} onClick={() => goToMachine(id)}>
      <HostText text={name ?? id} />
    </button>
  )
}

const leaseEnd = ({ expiresAt }: Lease): string =>
  expiresAt === null ? t('Never') : formatMoment(expiresAt)

const Leases = ({ network }: { readonly network: Network }) => {
  const { data: leases, error } = useQuery(leasesQuery(network))
  return (
    <>
      <PlainTable
        title={t('Leases')}
        columns={[t('Address'), t('Hardware address'), t('Calls itself'), t('Machine'), t('Ends')]}
        none={
          network.active
            ? t('Nothing was handed out yet.')
            : t('It hands out addresses while it is active.')
        }
        rows={leases?.map((lease): readonly ReactNode[] => [
          `${lease.ip}/${lease.prefix}`,
          lease.mac,
          lease.hostname === undefined ? null : <HostText text={lease.hostname} />,
          lease.machineId === undefined ? null : <MachineLink id={lease.machineId} />,
          leaseEnd(lease),
        ])}
      />
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
    </>
  )
}

const Kept = ({ details }: { readonly details: NetworkDetails | undefined }) => (
  <PlainTable
    title={t('Kept addresses')}
    columns={[t('Address'), t('Kept for'), t('Name')]}
    none={t('No address is kept for anybody.')}
    rows={details?.staticLeases.map(({ ip, mac, duid, name }) => [
      ip,
      mac ?? duid,
      name === undefined ? null : <HostText text={name} />,
    ])}
  />
)

const Names = ({ details }: { readonly details: NetworkDetails | undefined }) => (
  <PlainTable
    title={t('DNS names')}
    columns={[t('Address'), t('Names')]}
    none={t('Its DNS server knows guests by the names they call themselves.')}
    rows={details?.dnsHosts.map(({ ip, names }) => [
      ip,
      <HostText key="names" text={names.join(' ')} />,
    ])}
  />
)

const Machines = ({ details }: { readonly details: NetworkDetails | undefined }) => (
  <section aria-label={t('Machines on it')} className={styles['machines']}>
    <h3>{t('Machines on it')}</h3>
    {details?.users.length === 0 ? <p>{t('No machine has an interface on it.')}</p> : null}
    <ul hidden={details === undefined || details.users.length === 0}>
      {details?.users.map((id) => (
        <li key={id}>
          <MachineLink id={id} />
        </li>
      ))}
    </ul>
  </section>
)

interface WaitingProps {
  readonly network: Network
  readonly definition: NetworkDefinition
}

const NetworkFacts = ({ network }: { readonly network: Network }) => (
  <Facts title={t('Network')}>
    <Fact name={t('State')}>{network.active ? t('Active') : t('Not active')}</Fact>
    <Fact name={t('Mode')}>{modeWords[network.mode]}</Fact>
    <Fact name={t('Bridge')}>{network.bridge}</Fact>
    <Fact name={t('Card')}>{network.device}</Fact>
    <Fact name={t('DNS domain')}>{network.domain && <HostText text={network.domain} />}</Fact>
    <Fact name={t('Starts with host')}>{network.autostart ? t('Yes') : t('No')}</Fact>
  </Facts>
)

const Waiting = ({ network, definition }: WaitingProps) => (
  <p role="note" className={styles['waiting']}>
    {t(
      'It was changed while active. From its next start: {network}. Stop and start it for that; guests that run are cut off until they are started again, too.',
      { network: nextWords(network, definition) },
    )}
  </p>
)

const familyWords = { ipv4: 'IPv4', ipv6: 'IPv6' } as const

const Addresses = ({ network }: { readonly network: Network }) => (
  <Facts title={t('Addresses')}>
    {network.subnets.length === 0 ? <Fact name={t('IP')}>{t('None of its own')}</Fact> : null}
    {network.subnets.map((subnet) => (
      <Fragment key={subnet.address}>
        <Fact name={familyWords[subnet.family]}>{subnetWords(subnet)}</Fact>
        <Fact name="DHCP">{rangeWords(subnet)}</Fact>
      </Fragment>
    ))}
  </Facts>
)

/** All about one network. */
export const NetworkView = ({ network }: { readonly network: Network }) => {
  const { data: details, error } = useQuery(networkDetailsQuery(network.id))
  return (
    <>
      <header className={styles['head']}>
        <h3>
          <HostText text={network.name} />
        </h3>
        <p>{modeAbout[network.mode]}</p>
      </header>
      {/* It scrolls, so keys must reach it. */}
      <div
        id={VIEW_ID}
        role="region"
        aria-label={t('Network')}
        tabIndex={0}
        data-keys="networks"
        className={styles['view']}
      >
        <div className={styles['facts']}>
          <NetworkFacts network={network} />
          <Addresses network={network} />
          <Machines details={details} />
        </div>
        {details?.waits ? <Waiting network={network} definition={details.definition} /> : null}
        {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
        {isSubnetted(network.mode) ? (
          <>
            <Leases network={network} />
            <div className={styles['pair']}>
              <Kept details={details} />
              <Names details={details} />
            </div>
          </>
        ) : null}
      </div>
    </>
  )
}
