import type { CallInput } from '../../src-preload/contract'
import type { HostId } from '../../src-preload/contract/host'
import type { JobStarted } from '../../src-preload/contract/job'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { followJob, orderOnce, type JobWords } from '../queries/order-once'
import { choosePool } from '../state/resource-cursor'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

type PoolAction = CallInput<'pools.act'>['action']

const verbs: Readonly<Record<PoolAction, JobWords>> = {
  start: { doing: t('Starting'), done: t('Started') },
  stop: { doing: t('Stopping'), done: t('Stopped') },
  refresh: { doing: t('Refreshing'), done: t('Refreshed') },
  build: { doing: t('Building'), done: t('Built') },
  delete: { doing: t('Destroying what is in'), done: t('Destroyed what was in') },
  undefine: { doing: t('Removing'), done: t('Removed') },
}

/** Whether it was done; why not is shown as every job's failure. */
const act = async ({ id, name }: Pool, action: PoolAction): Promise<boolean> => {
  const { doing, done } = verbs[action]
  const subject = isolated(name)
  const words = {
    doing: t('{doing} {subject}', { doing, subject }),
    done: t('{done} {subject}', { done, subject }),
  }
  return (await followJob(call('pools.act', { id, action }), words)).state === 'done'
}

export const actOnPool = (pool: Pool, action: PoolAction): void =>
  void orderOnce(`${action} ${pool.id}`, async () => void (await act(pool, action)))

export const setPoolAutostart = ({ id, name }: Pool, autostart: boolean): void =>
  void orderOnce(`autostart ${id}`, async () => {
    await call('pools.setAutostart', { id, autostart })
    const told = { name: isolated(name) }
    say(
      autostart
        ? t('{name} starts with its host', told)
        : t('{name} no longer starts with its host', told),
    )
  })

/** Puts the cursor on a pool that was just made; the list may be a moment behind. */
const goToPool = async (hostId: HostId, name: string): Promise<void> => {
  const pool = (await call('pools.list', { hostId })).find((pool) => pool.name === name)
  if (pool !== undefined) choosePool(pool.id)
}

const followNewPool = async (
  started: Promise<JobStarted>,
  { hostId, name }: CallInput<'pools.create'>,
): Promise<void> => {
  const words = {
    doing: t('Making the pool {name}', { name: isolated(name) }),
    done: t('Made {name}', { name: isolated(name) }),
  }
  if ((await followJob(started, words)).state === 'done') await goToPool(hostId, name)
}

/** Begins to make a pool; the cursor goes to it once it is there. @throws FailureError */
export const createPool = async (request: CallInput<'pools.create'>): Promise<void> => {
  const started = call('pools.create', request)
  // So that the dialog learns of what could not even begin.
  await started
  void followNewPool(started, request)
}

/**
 * Forgets a pool, and as asked destroys what it is made of. When that fails it runs again, as it
 * did before.
 */
export const removePool = (pool: Pool, destroys: boolean): void =>
  void orderOnce(`remove ${pool.id}`, async () => {
    const ran = pool.state !== 'inactive'
    if (ran && !(await act(pool, 'stop'))) return
    if (destroys && !(await act(pool, 'delete'))) {
      if (ran) await act(pool, 'start')
      return
    }
    // One that was never defined is gone as soon as it stops.
    if (pool.persistent) await act(pool, 'undefine')
  })
