import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { stateWords, type Machine } from '../../src-preload/contract/machine'
import type { StartOrder } from '../../src-preload/contract/metadata'
import { t } from '../../src-preload/language/t'
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

const yesOrNo = (claim: boolean): string => (claim ? t('Yes') : t('No'))

const stateOf = (machine: Machine): string =>
  machine.reason === undefined
    ? t(stateWords[machine.state])
    : `${t(stateWords[machine.state])} (${machine.reason})`

const Identity = ({ machine }: { readonly machine: Machine }) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === machine.hostId)
  return (
    <Facts title={t('Machine')}>
      <Fact name={t('State')}>{stateOf(machine)}</Fact>
      {machine.staleSince === undefined ? null : (
        <Fact name={t('Stale since')}>{formatMoment(machine.staleSince)}</Fact>
      )}
      <Fact name={t('Host')}>
        <HostText text={host?.name ?? machine.hostId} />
      </Fact>
      <Fact name="UUID">{machine.uuid}</Fact>
    </Facts>
  )
}

const orderOf = (start: StartOrder | null): string => {
  if (start === null) return t('No place')
  return start.delay === 0
    ? t('Place {order}', { order: start.order })
    : t('Place {order}, then {delay} s', { order: start.order, delay: start.delay })
}

/** How it starts by itself. */
const Starting = ({ machine, autostart }: { machine: Machine; autostart: boolean | undefined }) => {
  const start = useQuery(metadataQuery(machine)).data?.start
  return (
    <div className={styles['start']}>
      <Facts title={t('Start')}>
        <Fact name={t('With its host')}>
          {autostart === undefined ? undefined : yesOrNo(autostart)}
        </Fact>
        <Fact name={t('In order')}>{start === undefined ? undefined : orderOf(start)}</Fact>
      </Facts>
      <Button onClick={() => openOverlay({ kind: 'start-order', machine })}>
        {t('Autostart and order…')}
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
      <Facts title={t('Resources')}>
        <Fact name={t('Processors')}>{machine.vcpus ?? data?.vcpus}</Fact>
        <Fact name={t('Memory')}>
          {machine.memoryKib === undefined ? undefined : formatMemory(machine.memoryKib)}
        </Fact>
        <Fact name={t('Addresses')}>{machine.addresses?.join(', ')}</Fact>
      </Facts>
      {hasScreen && <ScreenPicture key={machine.id} machine={machine} />}
      <GuestSection machine={machine} />
      <Notes machine={machine} />
      <Starting machine={machine} autostart={data?.autostart} />
      <LaunchSection machine={machine} />
      {error === null ? (
        <Facts title={t('Definition')}>
          <Fact name={t('Platform')}>{data && `${data.arch}, ${data.machineType}`}</Fact>
          <Fact name={t('Virtualisation')}>{data && `${data.virtType}, ${data.firmware}`}</Fact>
          <Fact name={t('Kept when off')}>{data && yesOrNo(data.persistent)}</Fact>
          {data?.title === undefined ? null : (
            <Fact name={t('Title')}>
              <HostText text={data.title} />
            </Fact>
          )}
          {data?.description === undefined ? null : (
            <Fact name={t('Description')}>
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
