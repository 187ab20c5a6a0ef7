import type { PoolId, Volume } from '../../src-preload/contract/storage'
import { call } from '../bridge/call'

/** A row that wants to know its volume. */
interface Wish {
  readonly name: string
  readonly signal: AbortSignal
  readonly resolve: (volume: Volume | null) => void
  readonly reject: (thrown: unknown) => void
}

/** How long wishes are gathered, in ms: a list that is scrolled fast asks only for where it stops. */
const GATHER = 40
/** As many as one call may name. */
const AT_ONCE = 500

const waiting = new Map<PoolId, Wish[]>()

const fulfil = async (poolId: PoolId, wishes: readonly Wish[]): Promise<void> => {
  try {
    const names = wishes.map(({ name }) => name)
    const { volumes } = await call('volumes.details', { poolId, names })
    const byName = new Map(volumes.map((volume) => [volume.name, volume]))
    for (const { name, resolve } of wishes) resolve(byName.get(name) ?? null)
  } catch (thrown) {
    for (const { reject } of wishes) reject(thrown)
  }
}

const flush = (poolId: PoolId): void => {
  const all = waiting.get(poolId) ?? []
  waiting.delete(poolId)
  const wishes: Wish[] = []
  for (const wish of all) {
    // Scrolled past meanwhile: nobody waits for it any more.
    if (wish.signal.aborted) wish.reject(wish.signal.reason)
    else wishes.push(wish)
  }
  for (let at = 0; at < wishes.length; at += AT_ONCE) {
    void fulfil(poolId, wishes.slice(at, at + AT_ONCE))
  }
}

/** One volume in full, or null where it is gone; asked for together with others of its pool. */
export const readVolume = (
  poolId: PoolId,
  name: string,
  signal: AbortSignal,
): Promise<Volume | null> =>
  new Promise((resolve, reject) => {
    const wishes = waiting.get(poolId)
    const wish = { name, signal, resolve, reject }
    if (wishes !== undefined) wishes.push(wish)
    else {
      waiting.set(poolId, [wish])
      window.setTimeout(() => flush(poolId), GATHER)
    }
  })
