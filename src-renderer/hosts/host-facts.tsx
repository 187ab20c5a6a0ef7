import type { Host, HostDetails, SecretSource } from '../../src-preload/contract/host'
import { Fact, Facts } from '../ui/facts'
import { countOf, formatDuration, formatMemory, formatMoment } from '../ui/format'
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
    countOf(sockets, 'socket'),
    countOf(coresPerSocket, 'core'),
    countOf(threadsPerCore, 'thread'),
  ].join(' × ')

const Processor = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title="Processor">
    <Fact name="Model">{details?.cpuModel && <HostText text={details.cpuModel} />}</Fact>
    <Fact name="Vendor">{details?.cpuVendor && <HostText text={details.cpuVendor} />}</Fact>
    <Fact name="Architecture">{details?.arch}</Fact>
    <Fact name="Processors">{details?.cpus}</Fact>
    <Fact name="Topology">{details && topologyOf(details)}</Fact>
    {details?.upSince === undefined ? null : (
      <Fact name="Up for">{formatDuration(Date.now() - details.upSince)}</Fact>
    )}
    <Fact name="Clock">{details && details.mhz > 0 ? `${details.mhz} MHz` : undefined}</Fact>
  </Facts>
)

const Memory = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title="Memory">
    <Fact name="In all">{details && formatMemory(details.memoryKib)}</Fact>
    {details?.cells.map((cell) => (
      <Fact key={cell.id} name={`NUMA cell ${cell.id}`}>
        {formatMemory(cell.memoryKib)}, {countOf(cell.cpus, 'processor')}
      </Fact>
    ))}
  </Facts>
)

/** Whether a host was given a password, and by whom. What it is nobody here knows. */
const passwordFrom: Readonly<Record<SecretSource, string>> = {
  environment: 'From the environment',
  keyring: 'From the keyring',
  person: 'Typed in',
}

const Connection = ({ host, details }: HostFactsProps) => (
  <Facts title="Connection">
    <Fact name="URI">
      <HostText text={host.uri} />
    </Fact>
    <Fact name="Calls itself">{host.hostname && <HostText text={host.hostname} />}</Fact>
    <Fact name="Connected">{formatMoment(host.since)}</Fact>
    <Fact name="At start">{host.autoconnect ? 'Connects by itself' : 'Stays disconnected'}</Fact>
    <Fact name="Password">{host.secrets ? passwordFrom[host.secrets] : 'Not asked for'}</Fact>
    <Fact name="Privacy">
      {details && (details.isPrivate ? 'Nobody else can read it' : 'Others may read along')}
    </Fact>
  </Facts>
)

const Versions = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title="Versions">
    <Fact name="Hypervisor">
      {details && [details.hypervisor, details.hypervisorVersion].filter(Boolean).join(' ')}
    </Fact>
    <Fact name="Libvirt">{details?.libvirtVersion}</Fact>
  </Facts>
)

const Guests = ({ details }: { readonly details: HostDetails | undefined }) => (
  <Facts title="Guests that it can run">
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
          <span>{active ? 'Active' : 'Inactive'}</span>
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
    <Named title="Storage pools" none="None are defined." items={details?.pools} />
    <Named title="Networks" none="None are defined." items={details?.networks} />
  </div>
)
