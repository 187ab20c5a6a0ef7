import type { MachineState } from '../../src-preload/contract/machine'
import type { Pool, PoolState } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { formatMemoryUse } from '../ui/format'

/** What the types of pools are, for people. */
export const poolTypeWords: Readonly<Record<string, string>> = {
  dir: t('Directory'),
  fs: t('File system'),
  netfs: t('Network export'),
  logical: 'LVM',
  disk: t('Disk'),
  iscsi: 'iSCSI',
  'iscsi-direct': t('iSCSI direct'),
  scsi: t('SCSI adapter'),
  mpath: t('Multipath'),
  rbd: 'Ceph',
  sheepdog: 'Sheepdog',
  gluster: 'Gluster',
  zfs: 'ZFS',
  vstorage: 'Virtuozzo',
}

export const poolStateWords: Readonly<Record<PoolState, string>> = {
  inactive: t('Not running'),
  building: t('Building'),
  running: t('Running'),
  degraded: t('Degraded'),
  inaccessible: t('Inaccessible'),
}

/** The picture of a state, of those that machines have. */
export const poolStateIcons: Readonly<Record<PoolState, MachineState | 'pending'>> = {
  inactive: 'shutOff',
  building: 'pending',
  running: 'running',
  degraded: 'paused',
  inaccessible: 'crashed',
}

/** How full it is: `12 / 40 GiB`; its state where that is not known, or not well. */
export const fillWords = ({ state, capacity, allocation }: Pool): string => {
  const isKnown = capacity !== undefined && allocation !== undefined && capacity > 0
  const fill = isKnown ? formatMemoryUse(allocation / 1024, capacity / 1024) : ''
  if (state === 'running') return fill || poolStateWords.running
  return [poolStateWords[state], ...(fill === '' ? [] : [fill])].join(' · ')
}

/** All that the list says of a pool, in a sentence to be read out. */
export const describePool = (pool: Pool): string =>
  [
    poolTypeWords[pool.type] ?? pool.type,
    fillWords(pool),
    ...(pool.autostart ? [t('starts with its host')] : []),
    ...(pool.target === undefined ? [] : [pool.target]),
  ].join(', ')
