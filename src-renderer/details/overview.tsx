import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { stateWords, type Machine } from '../../src-preload/contract/machine'
import type { StartOrder } from '../../src-preload/contract/metadata'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { GuestSection } from '../guest/guest-section'
import { detailsQuery } from '../queries/machine-details'
import { hostsQuery } from '../queries/hosts'
import { metadataQuery } from '../queries/metadata'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { Fact, Facts } from '../ui/facts'
import { LaunchSection } from '../launch-security/launch-section'
import { Notes } from './notes'
import styles from './overview.module.css'
import { ScreenPicture } from './screen-picture'

const yesOrNo = (claim: boolean): string => (claim ? 'Yes' : 'No')

const stateOf = (machine: Machine): string =>
  machine.reason === undefined
    ? stateWords[machine.state]
    : `${stateWords[machine.state]} (${machine.reason})`

const Identity = ({ machine }: { readonly machine: Machine }) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === machine.hostId)
  return (
    <Facts title="Machine">
      <Fact name="State">{stateOf(machine)}</Fact>
      {machine.staleSince === undefined ? null : (
        <Fact name="Stale since">{formatMoment(machine.staleSince)}</Fact>
      )}
      <Fact name="Host">
        <HostText text={host?.name ?? machine.hostId} />
      </Fact>
      <Fact name="UUID">{machine.uuid}</Fact>
    </Facts>
  )
}

const orderOf = (start: StartOrder | null): string => {
  if (start === null) return 'No place'
  return start.delay === 0 ? `Place ${start.order}` : `Place ${start.order}, then ${start.delay} s`
}

/** How it starts by itself. */
const Starting = ({ machine, autostart }: { machine: Machine; autostart: boolean | undefined }) => {
  const start = useQuery(metadataQuery(machine)).data?.start
  return (
    <div className={styles['start']}>
      <Facts title="Start">
        <Fact name="With its host">{autostart === undefined ? undefined : yesOrNo(autostart)}</Fact>
        <Fact name="In order">{start === undefined ? undefined : orderOf(start)}</Fact>
      </Facts>
      <Button onClick={() => openOverlay({ kind: 'start-order', machine })}>
        Autostart and order…
      </Button>
    </div>
  )
}

/** What the machine is, at a glance. */
export const Overview = ({ machine }: { readonly machine: Machine }) => {
  const { data, error, isPlaceholderData } = useQuery({
    ...detailsQuery(machine.id),
    placeholderData: keepPreviousData,
  })
  // A machine that is off has no screen, and one without graphics none to look at.
  const isOn = machine.state === 'running' || machine.state === 'paused'
  const hasScreen = isOn && data?.devices.some(({ kind }) => kind === 'graphics')
  return (
    <div className={styles['overview']} aria-busy={isPlaceholderData}>
      <Identity machine={machine} />
      <Facts title="Resources">
        <Fact name="Processors">{machine.vcpus ?? data?.vcpus}</Fact>
        <Fact name="Memory">
          {machine.memoryKib === undefined ? undefined : formatMemory(machine.memoryKib)}
        </Fact>
        <Fact name="Addresses">{machine.addresses?.join(', ')}</Fact>
      </Facts>
      {hasScreen && <ScreenPicture key={machine.id} machine={machine} />}
      <GuestSection machine={machine} />
      <Notes machine={machine} />
      <Starting machine={machine} autostart={data?.autostart} />
      <LaunchSection machine={machine} />
      {error === null ? (
        <Facts title="Definition">
          <Fact name="Platform">{data && `${data.arch}, ${data.machineType}`}</Fact>
          <Fact name="Virtualisation">{data && `${data.virtType}, ${data.firmware}`}</Fact>
          <Fact name="Kept when off">{data && yesOrNo(data.persistent)}</Fact>
          {data?.title === undefined ? null : (
            <Fact name="Title">
              <HostText text={data.title} />
            </Fact>
          )}
          {data?.description === undefined ? null : (
            <Fact name="Description">
              <HostText text={data.description} />
            </Fact>
          )}
        </Facts>
      ) : (
        <FailureDetails failure={failureFrom(error)} />
      )}
    </div>
  )
}
