import { Hammer, Play, Plus, Power, RefreshCw, Square, Trash2 } from 'lucide-react'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { actOnPool, setPoolAutostart } from '../storage/pool-calls'
import type { Action, ActionContext } from './action'
import { whyNotHost } from './why-not-host'

/** What an action on the chosen pool needs beside what all of them have in common. */
type OnPool = Pick<Action, 'id' | 'title' | 'generalTitle' | 'icon' | 'keywords' | 'dangerous'> & {
  readonly key: string
  readonly unless?: (pool: Pool) => string | null
  readonly act: (pool: Pool) => void
}

const onPool = ({ key, unless, act, ...rest }: OnPool): Action => ({
  ...rest,
  keys: [key],
  keyContext: 'pools',
  group: 'Storage',
  whyNot: (context: ActionContext) => {
    if (context.pool === undefined) return t('no pool is chosen')
    return whyNotHost(context) ?? unless?.(context.pool) ?? null
  },
  run: ({ pool }) => {
    if (pool !== undefined) act(pool)
  },
})

const whyNotOff = ({ state }: Pool): string | null =>
  state === 'inactive' ? null : t('it is running; stop it first')

const whyNotOn = ({ state }: Pool): string | null =>
  state === 'inactive' ? t('it is not running') : null

/** What a person can do with the chosen pool. */
export const poolActionTable: readonly Action[] = [
  {
    id: 'pool.new',
    title: t('New pool…'),
    keys: ['a'],
    keyContext: 'pools',
    group: 'Storage',
    icon: Plus,
    keywords: t('create add storage directory nfs lvm iscsi ceph zfs'),
    whyNot: whyNotHost,
    run: ({ host }) => {
      if (host !== undefined) openOverlay({ kind: 'storage', dialog: { what: 'new-pool', host } })
    },
  },
  onPool({
    id: 'pool.start',
    title: t('Start pool'),
    key: 's',
    icon: Play,
    keywords: t('activate mount'),
    unless: ({ state }) => (state === 'inactive' ? null : t('it is running')),
    act: (pool) => actOnPool(pool, 'start'),
  }),
  onPool({
    id: 'pool.stop',
    title: t('Stop pool'),
    key: 'd',
    icon: Square,
    keywords: t('deactivate unmount'),
    unless: whyNotOn,
    act: (pool) => actOnPool(pool, 'stop'),
  }),
  onPool({
    id: 'pool.refresh',
    title: t('Refresh pool'),
    key: 'r',
    icon: RefreshCw,
    keywords: t('scan rescan reload'),
    unless: whyNotOn,
    act: (pool) => actOnPool(pool, 'refresh'),
  }),
  onPool({
    id: 'pool.autostart',
    title: ({ pool }) =>
      pool?.autostart === true
        ? t('Don’t start pool with its host')
        : t('Start pool with its host'),
    generalTitle: t('Start pool with its host, or don’t'),
    key: 'b',
    icon: Power,
    keywords: t('autostart boot'),
    unless: ({ persistent }) => (persistent ? null : t('it is gone when it stops')),
    act: (pool) => setPoolAutostart(pool, !pool.autostart),
  }),
  onPool({
    id: 'pool.build',
    title: t('Build pool'),
    key: 'Shift+B',
    icon: Hammer,
    keywords: t('make directory format'),
    unless: whyNotOff,
    act: (pool) => actOnPool(pool, 'build'),
  }),
  onPool({
    id: 'pool.delete',
    title: t('Delete pool…'),
    key: 'Delete',
    icon: Trash2,
    dangerous: true,
    keywords: t('remove undefine forget destroy'),
    act: (pool) => openOverlay({ kind: 'storage', dialog: { what: 'remove-pool', pool } }),
  }),
]
