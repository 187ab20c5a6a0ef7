import { setTimeout as sleep } from 'node:timers/promises'
import {
  remote,
  type Connection,
  type DomainRef,
  type LibvirtStream,
  type StorageVolumeRef,
} from '../../src-main/libvirt'
import type { Ledger } from './ledger'
import type { Random } from '../../src-main/libvirt/testing/random'

/** What streams are opened on. */
export interface StreamTarget {
  readonly volumes: readonly StorageVolumeRef[]
  readonly consoles: readonly DomainRef[]
}

const CHUNK_BYTES = 100_000

const upload = async (stream: LibvirtStream, ledger: Ledger, random: Random): Promise<void> => {
  for (let chunk = random.integer(0, 20); chunk > 0; chunk--) {
    const { error } = await ledger.book('write', stream.write(Buffer.alloc(CHUNK_BYTES, chunk)))
    if (error) break
  }
  if (random.chance(0.7)) await ledger.book('finish', stream.finish())
  else stream.abort()
}

/** Reads to the end, or to where it has enough; stands still in between now and then. */
const read = async (stream: LibvirtStream, random: Random): Promise<void> => {
  let enough = random.chance(0.3) ? random.integer(0, 1_000_000) : Infinity
  for await (const chunk of stream) {
    enough -= chunk.length
    if (enough <= 0) return
    if (random.chance(0.05)) await sleep(random.integer(1, 200))
  }
}

/** Types at a guest and reads what it says for a while. */
const converse = async (stream: LibvirtStream, ledger: Ledger, random: Random): Promise<void> => {
  const reading = ledger.book('read', read(stream, random))
  await ledger.book('write', stream.write(Buffer.from('hello\n')))
  await sleep(random.integer(10, 500))
  stream.abort()
  await reading
}

/** Opens one stream and uses it. Ends with the connection at the latest. */
export const streamOnce = async (
  connection: Connection,
  { volumes, consoles }: StreamTarget,
  ledger: Ledger,
  random: Random,
): Promise<void> => {
  const vol = random.pick(volumes)
  const range = { vol, offset: 0n, length: 0n, flags: 0 }
  const options = { deadlineMs: random.integer(20, 3000) }
  const kind = random.pick(['upload', 'download', 'console'] as const)
  const opening: Promise<LibvirtStream> =
    kind === 'upload'
      ? connection.openStream(remote.storageVolUpload, range, options)
      : kind === 'download'
        ? connection.openStream(remote.storageVolDownload, range, options)
        : connection.openStream(
            remote.domainOpenConsole,
            { dom: random.pick(consoles), devName: null, flags: 1 },
            options,
          )
  const { value: stream } = await ledger.book(`open ${kind}`, opening)
  if (!stream) return
  // Whatever becomes of it, it is over with its connection at the latest.
  void ledger.book('stream closed', stream.closed)
  if (kind === 'upload') await upload(stream, ledger, random)
  else if (kind === 'download') await ledger.book('read', read(stream, random))
  else await converse(stream, ledger, random)
}
