import type { Host, HostDetails, SecretSource } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { Fact, Facts } from '../ui/facts'
import { formatDuration, formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import { groupGuests } from './group-guests'
import styles from './host-facts.module.css'

interface HostFactsProps {
  readonly host: Host
  /** Undefined while they are on their way. */
  readonly details: HostDetails | undefined
}

const topologyOf = ({ sockets, coresPerSocket, threadsPerCore }: HostDetails): string =>
  [
    t('{sockets, plural, one {# socket} other {# sockets}}', { sockets }),
    t('{coresPerSocket, plural, one {# core} other {# cores}}', { coresPerSocket }),
    t('{threadsPerCore, plural, one {# thread} other {# threads}}', { threadsPerCore }),
  ].join(' × ')

const Processor = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title={t('Processor')}>
    <Fact name={t('Model')}>{details?.cpuModel && <HostText text={details.cpuModel} />}</Fact>
    <Fact name={t('Vendor')}>{details?.cpuVendor && <HostText text={details.cpuVendor} />}</Fact>
    <Fact name={t('Architecture')}>{details?.arch}</Fact>
    <Fact name={t('Processors')}>{details?.cpus}</Fact>
    <Fact name={t('Topology')}>{details && topologyOf(details)}</Fact>
    {details?.upSince === undefined ? null : (
      <Fact name={t('Up for')}>{formatDuration(Date.now() - details.upSince)}</Fact>
    )}
    <Fact name={t('Clock')}>{details && details.mhz > 0 ? `${details.mhz} MHz` : undefined}</Fact>
  </Facts>
)

const Memory = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title={t('Memory')}>
    <Fact name={t('In all')}>{details && formatMemory(details.memoryKib)}</Fact>
    {details?.cells.map((cell) => (
      <Fact key={cell.id} name={t('NUMA cell {id}', { id: cell.id })}>
        {formatMemory(cell.memoryKib)},{' '}
        {t('{cpus, plural, one {# processor} other {# processors}}', { cpus: cell.cpus })}
      </Fact>
    ))}
  </Facts>
)

/** Whether a host was given a password, and by whom. What it is nobody here knows. */
const passwordFrom: Readonly<Record<SecretSource, string>> = {
  environment: t('From the environment'),
  keyring: t('From the keyring'),
  person: t('Typed in'),
}

const Connection = ({ host, details }: HostFactsProps) => (
  <Facts title={t('Connection')}>
    <Fact name="URI">
      <HostText text={host.uri} />
    </Fact>
    <Fact name={t('Calls itself')}>{host.hostname && <HostText text={host.hostname} />}</Fact>
    <Fact name={t('Connected')}>{formatMoment(host.since)}</Fact>
    <Fact name={t('At start')}>
      {host.autoconnect ? t('Connects by itself') : t('Stays disconnected')}
    </Fact>
    <Fact name={t('Password')}>
      {host.secrets ? passwordFrom[host.secrets] : t('Not asked for')}
    </Fact>
    <Fact name={t('Privacy')}>
      {details && (details.isPrivate ? t('Nobody else can read it') : t('Others may read along'))}
    </Fact>
  </Facts>
)

const Versions = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title={t('Versions')}>
    <Fact name={t('Hypervisor')}>
      {details && [details.hypervisor, details.hypervisorVersion].filter(Boolean).join(' ')}
    </Fact>
    <Fact name={t('Libvirt')}>{details?.libvirtVersion}</Fact>
  </Facts>
)

const Guests = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title={t('Guests that it can run')}>
    {groupGuests(details?.guests ?? []).map(({ arch, types }) => (
      <Fact key={arch} name={arch}>
        {types.join(', ')}
      </Fact>
    ))}
  </Facts>
)

interface NamedProps {
  readonly title: string
  readonly none: string
  readonly items: HostDetails['pools'] | undefined
}

/** Things by name, with a shape for those that are active. */
const Named = ({ title, none, items }: NamedProps) => (
  <section className={styles['named']}>
    <h3>{title}</h3>
    {items?.length === 0 ? <p>{none}</p> : null}
    <ul>
      {items?.map(({ name, active }) => (
        <li key={name}>
          <StateIcon state={active ? 'running' : 'shutOff'} />
          <HostText text={name} />
          <span>{active ? t('Active') : t('Inactive')}</span>
        </li>
      ))}
    </ul>
  </section>
)

/** What a host is made of and what it can do; dashes where it does not say. */
export const HostFacts = ({ host, details }: HostFactsProps) => (
  <div className={styles['facts']} aria-busy={details === undefined}>
    <Processor details={details} />
    <Memory details={details} />
    <Connection host={host} details={details} />
    <Versions details={details} />
    <Guests details={details} />
    <Named title={t('Storage pools')} none={t('None are defined.')} items={details?.pools} />
    <Named title={t('Networks')} none={t('None are defined.')} items={details?.networks} />
  </div>
)
