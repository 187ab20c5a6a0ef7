import { Hammer, Play, Plus, Power, RefreshCw, Square, Trash2 } from 'lucide-react'
import type { Pool } from '../../src-preload/contract/storage'
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
    if (context.pool === undefined) return 'no pool is chosen'
    return whyNotHost(context) ?? unless?.(context.pool) ?? null
  },
  run: ({ pool }) => {
    if (pool !== undefined) act(pool)
  },
})

const whyNotOff = ({ state }: Pool): string | null =>
  state === 'inactive' ? null : 'it is running; stop it first'

const whyNotOn = ({ state }: Pool): string | null =>
  state === 'inactive' ? 'it is not running' : null

/** What a person can do with the chosen pool. */
export const poolActionTable: readonly Action[] = [
  {
    id: 'pool.new',
    title: 'New pool…',
    keys: ['a'],
    keyContext: 'pools',
    group: 'Storage',
    icon: Plus,
    keywords: 'create add storage directory nfs lvm iscsi ceph zfs',
    whyNot: whyNotHost,
    run: ({ host }) => {
      if (host !== undefined) openOverlay({ kind: 'storage', dialog: { what: 'new-pool', host } })
    },
  },
  onPool({
    id: 'pool.start',
    title: 'Start pool',
    key: 's',
    icon: Play,
    keywords: 'activate mount',
    unless: ({ state }) => (state === 'inactive' ? null : 'it is running'),
    act: (pool) => actOnPool(pool, 'start'),
  }),
  onPool({
    id: 'pool.stop',
    title: 'Stop pool',
    key: 'd',
    icon: Square,
    keywords: 'deactivate unmount',
    unless: whyNotOn,
    act: (pool) => actOnPool(pool, 'stop'),
  }),
  onPool({
    id: 'pool.refresh',
    title: 'Refresh pool',
    key: 'r',
    icon: RefreshCw,
    keywords: 'scan rescan reload',
    unless: whyNotOn,
    act: (pool) => actOnPool(pool, 'refresh'),
  }),
  onPool({
    id: 'pool.autostart',
    title: ({ pool }) =>
      pool?.autostart === true ? 'Don’t start pool with its host' : 'Start pool with its host',
    generalTitle: 'Start pool with its host, or don’t',
    key: 'b',
    icon: Power,
    keywords: 'autostart boot',
    unless: ({ persistent }) => (persistent ? null : 'it is gone when it stops'),
    act: (pool) => setPoolAutostart(pool, !pool.autostart),
  }),
  onPool({
    id: 'pool.build',
    title: 'Build pool',
    key: 'Shift+B',
    icon: Hammer,
    keywords: 'make directory format',
    unless: whyNotOff,
    act: (pool) => actOnPool(pool, 'build'),
  }),
  onPool({
    id: 'pool.delete',
    title: 'Delete pool…',
    key: 'Delete',
    icon: Trash2,
    dangerous: true,
    keywords: 'remove undefine forget destroy',
    act: (pool) => openOverlay({ kind: 'storage', dialog: { what: 'remove-pool', pool } }),
  }),
]
