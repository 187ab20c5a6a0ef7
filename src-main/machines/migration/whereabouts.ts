import { setTimeout as sleep } from 'node:timers/promises'
import type { HostId } from '../../../src-preload/contract/host'
import type { HostRegistry } from '../../hosts/host-registry'
import {
  DeadlineExceeded,
  isBusy,
  isConnectionLost,
  isNotFound,
  LibvirtError,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { DomainState } from '../../libvirt/procedures/states'

/** Between two tries of a host that is just about to be found dead, in ms. */
const RETRY_MS = 250
/** A host that does not answer within this is asked again on another connection, in ms. */
const ANSWER_MS = 10_000

/** What a host says of a machine. `standing`: there with its memory, but not running. */
export type Whereabouts = 'running' | 'standing' | 'off' | 'absent'

/** Waits until a host is connected. Rejects with the signal's reason, or when it was removed. */
export const whenConnected = async (
  hosts: HostRegistry,
  hostId: HostId,
  signal: AbortSignal,
): Promise<Connection> => {
  for (;;) {
    signal.throwIfAborted()
    const host = hosts.get(hostId)
    if (host.host.state === 'connected' && host.connection.isOpen) return host.connection
    await new Promise<void>((resolve) => {
      const stop = hosts.onDidChange(() => go())
      const go = (): void => {
        stop()
        signal.removeEventListener('abort', go)
        resolve()
      }
      signal.addEventListener('abort', go)
    })
  }
}

/** Asks a host something for as long as it takes until it answers, on whatever connection it has. */
export const persistently = async <T>(
  hosts: HostRegistry,
  hostId: HostId,
  signal: AbortSignal,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> => {
  for (;;) {
    const connection = await whenConnected(hosts, hostId, signal)
    try {
      return await ask(connection)
    } catch (error) {
      if (!isConnectionLost(error) && !(error instanceof DeadlineExceeded)) throw error
      await sleep(RETRY_MS, undefined, { signal })
    }
  }
}

/** Where a machine is on one host. */
export const whereabouts = async (connection: Connection, dom: DomainRef): Promise<Whereabouts> => {
  try {
    const { state } = await connection.call(
      remote.domainGetState,
      { dom, flags: 0 },
      { deadlineMs: ANSWER_MS },
    )
    if (state === DomainState.shutoff || state === DomainState.crashed) return 'off'
    return state === DomainState.running || state === DomainState.blocked ? 'running' : 'standing'
  } catch (error) {
    if (isNotFound(error)) return 'absent'
    throw error
  }
}

/** The daemon's own wait for a machine's lock, with room, in ms. */
const LOCK_MS = 60_000

/**
 * Where a machine is on its destination, once nothing is done to it there any more: a question that
 * needs the machine's lock has its turn only when a migration to it has ended, whichever way.
 */
export const whereaboutsAfterwards = async (
  connection: Connection,
  dom: DomainRef,
): Promise<Whereabouts> => {
  for (let isBusyThere = true; isBusyThere;) {
    isBusyThere = false
    try {
      const args = { dom, maxStats: 1, flags: 0 }
      await connection.call(remote.domainMemoryStats, args, { deadlineMs: LOCK_MS })
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error
      // Any other answer came after its turn, too: that it does not run, or is not there.
      isBusyThere = isBusy(error)
    }
  }
  return await whereabouts(connection, dom)
}

/** Between two looks at a job that no call waits for any more, in ms. */
const LOOK_MS = 500
const NO_JOB = 0

/**
 * Waits until a host has no job with a machine: what it was asked for it carries on with, whether
 * or not the one who asked is still there.
 */
export const whenIdle = async (
  hosts: HostRegistry,
  hostId: HostId,
  dom: DomainRef,
  signal: AbortSignal,
): Promise<void> => {
  for (;;) {
    const isIdle = await persistently(hosts, hostId, signal, async (connection) => {
      try {
        const { type } = await connection.call(remote.domainGetJobStats, { dom, flags: 0 })
        return type === NO_JOB
      } catch (error) {
        // It has gone from there, or stopped.
        if (error instanceof LibvirtError) return true
        throw error
      }
    })
    if (isIdle) return
    await sleep(LOOK_MS, undefined, { signal })
  }
}
