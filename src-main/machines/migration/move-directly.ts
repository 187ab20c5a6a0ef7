import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { Cancelled, isConnectionLost, param, remote, type Connection } from '../../libvirt'
import { MigrateFlags } from '../../libvirt/procedures/flags'
import type { MigrateArguments } from './migrate-arguments'
import { settleMigration, tellWaiting, type Ends, type Settled } from './settle-migration'
import { persistently, whenIdle, whereaboutsAfterwards } from './whereabouts'

/** Memory and disks move at the pace of the network; the connections' keepalive watches. */
export const UNHURRIED = { deadlineMs: Infinity } as const

const NOTHING = Buffer.alloc(0)

/** A migration that this app leads, and its way. */
export interface Move {
  readonly source: Connection
  readonly destination: Connection
  readonly ends: Ends
  readonly how: MigrateArguments
  /** Aborted when somebody cancels it; whoever listens aborts the source's job, too. */
  readonly cancel: AbortSignal
  /** Aborted when nobody waits any longer for a host that was lost. */
  readonly waiting: AbortSignal
  /** The guest runs on the destination already, while its memory follows: there is no way back. */
  readonly hasSwitched: () => boolean
}

/** What became of a move: where the machine is, and what went wrong on the way, if anything. */
export interface Moved {
  readonly at: Settled
  readonly error?: unknown
}

/** Steps that take something back fail where the other side is gone; it takes it back by itself. */
const ifThere = async (step: Promise<unknown>): Promise<void> => {
  try {
    await step
  } catch {
    // What happened before is told; this only followed from it.
  }
}

/** The calls of libvirt's third protocol, each with what all of them are told. */
const stepsOf = ({ source, destination, ends: { dom }, how }: Move) => {
  const { params } = how
  const flags = how.flags | MigrateFlags.changeProtection
  const { abortOnError, autoConverge, changeProtection } = MigrateFlags
  // These concern the source alone; older destinations refuse them.
  const flagsThere = how.flags & ~(abortOnError | autoConverge | changeProtection)
  const there = params.filter(({ name }) => name !== 'destination_xml')
  const named = [...there, param.string('destination_name', dom.name)]
  return {
    begin: () => source.call(remote.domainMigrateBegin3Params, { dom, params, flags }, UNHURRIED),
    prepare: (xml: string, cookieIn: Buffer) =>
      destination.call(
        remote.domainMigratePrepare3Params,
        { params: [...named, param.string('destination_xml', xml)], cookieIn, flags: flagsThere },
        UNHURRIED,
      ),
    perform: (uri: string | null, cookieIn: Buffer) => {
      const here = params.filter(({ name }) => name !== 'migrate_uri' || uri === null)
      return source.call(
        remote.domainMigratePerform3Params,
        {
          dom,
          dconnuri: null,
          params: [...here, ...(uri === null ? [] : [param.string('migrate_uri', uri)])],
          cookieIn,
          flags,
        },
        UNHURRIED,
      )
    },
    finish: (cookieIn: Buffer, cancelled: boolean) =>
      destination.call(
        remote.domainMigrateFinish3Params,
        { params: named, cookieIn, flags: flagsThere, cancelled },
        UNHURRIED,
      ),
    confirm: (cookieIn: Buffer, cancelled: boolean) =>
      source.call(
        remote.domainMigrateConfirm3Params,
        { dom, params, cookieIn, flags, cancelled },
        UNHURRIED,
      ),
  }
}

type Steps = ReturnType<typeof stepsOf>

const brokenPostCopy = ({ ends }: Move, cause: unknown): Problem =>
  new Problem('refused-by-host', t('it was cut after it had been switched over'), {
    hint: t(
      'It stands still, with a part of its memory on each host. End it on neither: migrate it again from {name} with virsh and --postcopy-resume.',
      { name: ends.source.name },
    ),
    cause,
  })

/** The memory could not be moved: the destination ends what it prepared, the source goes on. */
const giveUp = async (move: Move, steps: Steps, error: unknown): Promise<Moved> => {
  const { ends, source, waiting } = move
  if (move.hasSwitched()) throw brokenPostCopy(move, error)
  await ifThere(steps.finish(NOTHING, true))
  await ifThere(steps.confirm(NOTHING, true))
  if (source.isOpen && move.destination.isOpen) return { at: 'source', error }
  if (!source.isOpen) {
    tellWaiting(ends, ends.source)
    await whenIdle(ends.hosts, ends.source.hostId, ends.dom, waiting)
  }
  return { at: await settleMigration(ends, waiting), error }
}

/**
 * Nobody knows whether the destination let the machine run before its answer was lost. The source
 * keeps it standing until that is known: resumed too early, it could run twice.
 */
const askDestination = async (move: Move, steps: Steps, error: unknown): Promise<Moved> => {
  const { ends, waiting } = move
  ends.note(
    t('Waiting for {host}: {name} stands still until then', {
      host: ends.destination.name,
      name: ends.machineName,
    }),
  )
  const there = await persistently(ends.hosts, ends.destination.hostId, waiting, (connection) =>
    whereaboutsAfterwards(connection, ends.dom),
  )
  const isOff = (move.how.flags & MigrateFlags.offline) !== 0
  const hasArrived =
    there === 'running' || there === 'standing' || (isOff && there === 'off' && ends.isNewThere)
  await ifThere(steps.confirm(NOTHING, !hasArrived))
  return { at: await settleMigration(ends, waiting, hasArrived), error }
}

/**
 * Leads a migration step by step: the source begins, the destination prepares, the source performs,
 * the destination finishes, the source confirms. Whatever breaks in between, the machine ends on
 * one host; where a connection was lost, both are asked until they have answered.
 * Throws only where nobody can tell where it is.
 */
export const moveDirectly = async (move: Move): Promise<Moved> => {
  const steps = stepsOf(move)
  const { ends, cancel, waiting, how } = move
  let begun
  try {
    begun = await steps.begin()
  } catch (error) {
    return { at: 'source', error }
  }
  let prepared
  try {
    cancel.throwIfAborted()
    prepared = await steps.prepare(begun.xml, begun.cookieOut)
  } catch (error) {
    await ifThere(steps.confirm(NOTHING, true))
    if (!isConnectionLost(error)) return { at: 'source', error }
    return { at: await settleMigration(ends, waiting), error }
  }
  // The destination's own cookie is for the source; without a perform it has nothing to say to it.
  let cookie: Buffer = NOTHING
  if ((how.flags & MigrateFlags.offline) === 0) {
    try {
      if (cancel.aborted) throw new Cancelled('domainMigratePerform3Params', false)
      cookie = (await steps.perform(prepared.uriOut, prepared.cookieOut)).cookieOut
    } catch (error) {
      return await giveUp(move, steps, error)
    }
  }
  let finished
  try {
    finished = await steps.finish(cookie, false)
  } catch (error) {
    if (isConnectionLost(error)) return await askDestination(move, steps, error)
    await ifThere(steps.confirm(NOTHING, true))
    return { at: move.source.isOpen ? 'source' : await settleMigration(ends, waiting), error }
  }
  try {
    await steps.confirm(finished.cookieOut, false)
    return { at: 'destination' }
  } catch (error) {
    return { at: await settleMigration(ends, waiting, true), error }
  }
}
