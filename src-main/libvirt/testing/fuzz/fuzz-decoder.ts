/** Feeds a client with packets that no daemon sends, and sees to it that it only ever says so. */
import { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { Events } from '../../events'
import { events, type EventName } from '../../procedures/index'
import { Rpc } from '../../rpc'
import type { LibvirtStream } from '../../stream'
import type { Procedure } from '../../wire/procedure'
import { struct } from '../../wire/xdr'
import { isDocumented } from '../documented-errors'
import { Random } from '../random'
import { mutate } from './mutate'
import { keyOf, packetsToBeginWith, proceduresByKey } from './packets'

const silent = { debug: () => {}, warn: () => {} }

/** The first share of the frames fills caches and warms the compiler up; memory counts from then. */
const WARM_UP_SHARE = 0.1
const MOST_FRAMES_AT_ONCE = 4

export interface FuzzReport {
  readonly seed: number
  readonly frames: number
  /** Calls that were answered by what was sent. */
  readonly answered: number
  /** Connections that were ended because of what was sent. */
  readonly refused: number
  /** What went wrong otherwise: a flaw of the client each. */
  readonly wrong: readonly string[]
  /** Memory that is in use at the end beyond that after the warm-up, in KiB. */
  readonly growthKib: number
}

/** Listens to every event there is. */
const listenToAll = async (): Promise<Events> => {
  const listening = new Events(() => Promise.resolve(), silent)
  for (const name of Object.keys(events) as EventName[]) await listening.subscribe(name, () => {})
  return listening
}

const openRpc = (listening: Events): { rpc: Rpc; input: Readable } => {
  const input = new Readable({ read: () => {} })
  const output = new Writable({ write: (_chunk, _encoding, taken) => taken() })
  const rpc = new Rpc(
    { input, output, isPrivate: true, destroy: () => {} },
    {
      log: silent,
      keepaliveIntervalMs: 60_000,
      keepaliveCount: 5,
      onMessage: (frame) => listening.receive(frame),
    },
  )
  return { rpc, input }
}

const readToEnd = async (stream: LibvirtStream): Promise<void> => {
  // Each chunk and each hole is only looked at.
  for await (const chunk of stream.sparse()) if ('hole' in chunk) continue
}

/** Calls, and sees a stream that it opens to its end. */
const ask = async (rpc: Rpc, procedure: Procedure<unknown, unknown>): Promise<void> => {
  // Any procedure, whatever its arguments: nobody reads them.
  const asked = { ...procedure, args: struct({}) }
  const options = { deadlineMs: Infinity }
  if (!procedure.stream) return void (await rpc.call(asked, {}, options))
  const stream = await rpc.openStream(asked, {}, options)
  await readToEnd(stream)
  await stream.closed
}

/** One connection, one call and what is sent; answers how the call came out, or throws a flaw. */
const converse = async (
  listening: Events,
  procedure: Procedure<unknown, unknown>,
  pieces: readonly Buffer[],
): Promise<'answered' | 'refused' | 'neither'> => {
  const { rpc, input } = openRpc(listening)
  const outcome = ask(rpc, procedure).then(
    () => undefined,
    (error: unknown) => error,
  )
  for (const piece of pieces) input.emit('data', piece)
  rpc.end({ kind: 'closed' })
  const [error, reason] = await Promise.all([outcome, rpc.closed])
  if (error !== undefined && !isDocumented(error)) {
    throw new Error('the call failed by an error that is not documented', { cause: error })
  }
  if (reason.kind === 'malformed') return 'refused'
  return error === undefined ? 'answered' : 'neither'
}

/** Cuts bytes anywhere. */
const inPieces = (all: Buffer, random: Random): readonly Buffer[] => {
  if (random.chance(0.5)) return [all]
  const pieces: Buffer[] = []
  for (let at = 0; at < all.length;) {
    const end = at + random.integer(1, all.length)
    pieces.push(all.subarray(at, end))
    at = end
  }
  return pieces
}

/** Bytes on the heap and in buffers. */
const memoryInUse = async (collectGarbage: () => void): Promise<number> => {
  // Buffers are freed behind the collector's back: what it found at first is gone the next time.
  for (let time = 0; time < 3; time++) {
    collectGarbage()
    await sleep(100)
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Sends so many frames, the seed decides which; `collectGarbage` is for the figure of memory. */
export const fuzzDecoder = async (options: {
  readonly seed: number
  readonly frames: number
  readonly collectGarbage: () => void
  readonly tell?: (frames: number) => void
}): Promise<FuzzReport> => {
  const { seed, frames, collectGarbage, tell } = options
  const random = new Random(seed)
  const packets = packetsToBeginWith(random)
  const listening = await listenToAll()
  const procedures = [...proceduresByKey.values()]
  const wrong: string[] = []
  const counts = { answered: 0, refused: 0, neither: 0 }
  let sent = 0
  let before: number | undefined
  while (sent < frames) {
    if (sent >= frames * WARM_UP_SHARE) before ??= await memoryInUse(collectGarbage)
    const first = random.pick(packets)
    const procedure = proceduresByKey.get(keyOf(first)) ?? random.pick(procedures)
    const count = random.chance(0.7) ? 1 : random.integer(2, MOST_FRAMES_AT_ONCE)
    const mutated = Array.from({ length: count }, (_, i) =>
      mutate(i === 0 ? first : random.pick(packets), random.pick(packets), random),
    )
    try {
      const pieces = inPieces(Buffer.concat(mutated), random)
      counts[await converse(listening, procedure, pieces)] += 1
    } catch (error) {
      const hex = Buffer.concat(mutated).toString('hex')
      wrong.push(`${procedure.name}: ${inspect(error)}: ${hex}`)
    }
    sent += count
    tell?.(sent)
  }
  const growth = (await memoryInUse(collectGarbage)) - (before ?? 0)
  const { answered, refused } = counts
  return { seed, frames: sent, answered, refused, wrong, growthKib: Math.round(growth / 1024) }
}
