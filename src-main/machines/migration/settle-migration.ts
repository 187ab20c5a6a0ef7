import type { HostId } from '../../../src-preload/contract/host'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { HostRegistry } from '../../hosts/host-registry'
import {
  isBusy,
  isInvalidState,
  isNotFound,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { UndefineFlags } from '../../libvirt/procedures/flags'
import { persistently, whereabouts, whereaboutsAfterwards, type Whereabouts } from './whereabouts'

/** The two ends of a migration, as they are found again after one of them was lost. */
export interface Ends {
  readonly hosts: HostRegistry
  readonly dom: DomainRef
  readonly source: { readonly hostId: HostId; readonly name: string }
  readonly destination: { readonly hostId: HostId; readonly name: string }
  readonly machineName: string
  /** It stood still before it moved, and is to do so after. */
  readonly wasPaused: boolean
  /** Its definition goes from the source when it has arrived. */
  readonly forgetsSource: boolean
  /** The destination had no definition of it before. */
  readonly isNewThere: boolean
  /** Told what is waited for. */
  readonly note: (text: string) => void
}

/** Tells that one of the two hosts is asked where the machine is. */
export const tellWaiting = ({ machineName, note }: Ends, { name: host }: Ends['source']): void =>
  note(t('Waiting for {host}, to find out where {name} is', { host, name: machineName }))

/** The host waits for its own locks, up to half a minute. */
const UNHURRIED = { deadlineMs: 60_000 } as const

/** Where a machine is after all, alone. */
export type Settled = 'source' | 'destination'

/** The machine goes on where it was. */
const goOn = async (connection: Connection, { dom, wasPaused }: Ends): Promise<void> => {
  for (let isDone = wasPaused; !isDone;) {
    try {
      await connection.call(remote.domainResume, { dom }, UNHURRIED)
      isDone = true
    } catch (error) {
      // The host let it go on by itself, or is still about to give the migration up.
      if (!isBusy(error) && !isInvalidState(error)) throw error
      isDone = isInvalidState(error)
    }
  }
}

/** Ends what is left of a machine that lives elsewhere by now. */
const endRemains = async (
  connection: Connection,
  dom: DomainRef,
  found: Whereabouts,
  forgets: boolean,
): Promise<void> => {
  try {
    if (found === 'standing') await connection.call(remote.domainDestroy, { dom })
    if (!forgets || found === 'absent') return
    await connection.call(remote.domainUndefineFlags, { dom, flags: UndefineFlags.keepNvram })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/**
 * Finds out where a machine is after a cut, waiting for both hosts as long as it takes, and leaves
 * it on exactly one of them. The destination has it when it is there with its memory and nothing is
 * done to it any more: what was not finished ends with its connection. Nothing that runs is ended.
 *
 * `hasArrived` says that the destination has told so: then only what is left here is looked at.
 *
 * @throws Problem when both run it, or neither has it: then nothing is changed.
 */
export const settleMigration = async (
  ends: Ends,
  signal: AbortSignal,
  hasArrived = false,
): Promise<Settled> => {
  const { hosts, dom, source, destination, machineName } = ends
  const ask = <T>(hostId: HostId, question: (connection: Connection) => Promise<T>): Promise<T> =>
    persistently(hosts, hostId, signal, question)
  tellWaiting(ends, destination)
  const there = await ask(destination.hostId, (connection) =>
    whereaboutsAfterwards(connection, dom),
  )
  tellWaiting(ends, source)
  const here = await ask(source.hostId, (connection) => whereabouts(connection, dom))
  if (there === 'running' && here === 'running') {
    throw new Problem('wrong-state', t('{machineName} runs on both hosts', { machineName }), {
      hint: t('Shut it down on one of them at once: on {name} if its disks are shared.', {
        name: destination.name,
      }),
    })
  }
  const isThere = hasArrived || there === 'running' || there === 'standing'
  if (isThere && here !== 'running') {
    await ask(source.hostId, (connection) => endRemains(connection, dom, here, ends.forgetsSource))
    return 'destination'
  }
  if (here === 'running' || here === 'standing') {
    if (there === 'standing') {
      await ask(destination.hostId, (connection) =>
        endRemains(connection, dom, there, ends.isNewThere),
      )
    }
    if (here === 'standing') await ask(source.hostId, (connection) => goOn(connection, ends))
    return 'source'
  }
  if (here === 'off') return 'source'
  if (there === 'off') return 'destination'
  throw new Problem('not-found', t('Neither host knows {machineName} any more', { machineName }), {
    hint: t('Its disks are where they were. Its definition is in the history of this app.'),
  })
}
