import { useQuery } from '@tanstack/react-query'
import type { Pool, Volume, VolumeUser } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { goToMachine } from '../machines/go-to-machine'
import { volumeChainQuery, volumeQuery, volumeUsersQuery } from '../queries/volumes'
import { CopyButton } from '../ui/copy-button'
import { Fact, Facts } from '../ui/facts'
import { formatCount, formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import { useSettled } from '../ui/use-settled'
import { BackingChain } from './backing-chain'
import styles from './volume-details.module.css'

/** How long the cursor rests before the chain of what is under it is asked for, in ms. */
const REST = 120

const useWords: Readonly<Record<VolumeUser['use'], string>> = {
  disk: t('disk'),
  cdrom: 'CD-ROM',
  floppy: t('floppy'),
  backing: t('under its disk'),
  kernel: t('kernel'),
  initrd: t('initial RAM disk'),
  dtb: t('device tree'),
  firmware: t('firmware'),
  nvram: 'NVRAM',
}

const describeUse = ({ use, target, writes }: VolumeUser): string =>
  [
    useWords[use],
    ...(target === undefined ? [] : [target]),
    ...(writes ? [] : [t('read only')]),
  ].join(', ')

/** A size in short; to the byte for whoever points at it. */
const Size = ({ bytes }: { readonly bytes: number }) => (
  <span title={t('{bytes} bytes', { bytes: formatCount(bytes) })}>
    {formatMemory(bytes / 1024)}
  </span>
)

const VolumeFacts = ({ volume }: { readonly volume: Volume | null | undefined }) => (
  <Facts title={t('Volume')}>
    <Fact name={t('Path')}>
      {volume && (
        <span className={styles['path']}>
          <HostText text={volume.path} />
          <CopyButton text={volume.path} what={t('the path')} />
        </span>
      )}
    </Fact>
    <Fact name={t('Format')}>{volume?.format ?? volume?.kind}</Fact>
    <Fact name={t('Size')}>{volume && <Size bytes={volume.capacity} />}</Fact>
    <Fact name={t('On disk')}>{volume && <Size bytes={volume.allocation} />}</Fact>
    {volume?.isEncrypted === true ? <Fact name={t('Encrypted')}>{t('Yes')}</Fact> : null}
  </Facts>
)

const Users = ({ users }: { readonly users: readonly VolumeUser[] | undefined }) => (
  <section className={styles['users']} aria-label={t('Used by')}>
    <h3>{t('Used by')}</h3>
    {users?.length === 0 ? <p>{t('No machine uses it.')}</p> : null}
    <ul hidden={users === undefined || users.length === 0}>
      {users?.map((user) => (
        <li key={`${user.machineId} ${user.use} ${user.target ?? ''}`}>
          <StateIcon state={user.isRunning ? 'running' : 'shutOff'} />
          <button type="button" onClick={() => goToMachine(user.machineId)}>
            <HostText text={user.machineName} />
          </button>
          <span>{describeUse(user)}</span>
        </li>
      ))}
    </ul>
  </section>
)

/** The chosen volume in full: what it is, who uses it, what it lies on and what lies on it. */
export const VolumeDetails = ({ pool, name }: { readonly pool: Pool; readonly name: string }) => {
  const { data: volume } = useQuery(volumeQuery(pool.id, name))
  const { data: used } = useQuery(volumeUsersQuery(pool.id))
  const settled = useSettled(name, REST)
  const { data: chain } = useQuery({
    ...volumeChainQuery(pool.id, settled),
    enabled: pool.holdsFiles,
  })
  return (
    // It scrolls, so keys must reach it.
    <div
      role="region"
      aria-label={t('Volume')}
      tabIndex={0}
      data-keys="volumes"
      className={styles['details']}
    >
      <VolumeFacts volume={volume} />
      <Users users={used === undefined ? undefined : (used.users[name] ?? [])} />
      {settled === name && chain !== undefined ? (
        <BackingChain chain={chain} />
      ) : (
        <div className={styles['room']} />
      )}
    </div>
  )
}
