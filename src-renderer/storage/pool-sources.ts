import type { PoolRequest } from '../../src-preload/contract/pool-request'
import type { PoolSource } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import type { PoolValues } from './pool-request-of'

/** How a host looks for what a pool of a type could be made of. */
export interface PoolSearch {
  /** What it finds, for several and for none. */
  readonly finds: string
  readonly asksServer: boolean
  /** The field that it stands beside. */
  readonly beside: string
  /** What makes one of them known to a person. */
  readonly nameOf: (source: PoolSource) => string | undefined
  /** The fields that one of them fills in. */
  readonly valuesOf: (source: PoolSource) => PoolValues
}

const target: PoolSearch = {
  finds: t('targets'),
  asksServer: true,
  beside: 'target',
  nameOf: ({ devices }) => devices[0],
  valuesOf: ({ devices: [name = ''] }) => ({ target: name }),
}

/** The types that hosts can look for. */
export const poolSearches: Readonly<Partial<Record<PoolRequest['type'], PoolSearch>>> = {
  netfs: {
    finds: t('exports'),
    asksServer: true,
    beside: 'directory',
    nameOf: ({ directory }) => directory,
    valuesOf: ({ directory = '', format = '' }) => ({
      directory,
      format: ['nfs', 'glusterfs', 'cifs'].includes(format) ? format : '',
    }),
  },
  logical: {
    finds: t('volume groups'),
    asksServer: false,
    beside: 'group',
    nameOf: ({ name }) => name,
    valuesOf: ({ name = '' }) => ({ group: name }),
  },
  iscsi: target,
  'iscsi-direct': target,
  gluster: {
    finds: t('Gluster volumes'),
    asksServer: true,
    beside: 'volume',
    nameOf: ({ name }) => name,
    valuesOf: ({ name = '' }) => ({ volume: name }),
  },
}
