import { z } from 'zod'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { remote } from '../../libvirt'
import { PATIENT, type ReachedPool } from '../../storage/pools'
import { volumeRef } from '../../storage/read-volumes'
import { volumeXml } from '../../storage/volume-xml'

/** What a manifest's name ends with. */
const ENDING = '.backup.json'
/** The longest that is read, in bytes: most of it is the machine's XML. */
const MOST_BYTES = 4 * 1024 * 1024

const volumeName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\p{Cc}]+$/u)

const manifest = z.object({
  virthelmBackup: z.literal(1),
  machine: z.object({ name: z.string().min(1).max(255), uuid: z.uuid() }),
  /** In ms since the epoch. */
  at: z.number().int().positive().max(9_999_999_999_999),
  kind: z.enum(['full', 'incremental']),
  /** The manifest of the backup that this one lies on, in the same pool. */
  parent: volumeName.nullable(),
  checkpoint: z.string().min(1).max(255).nullable(),
  disks: z
    .array(
      z.object({
        target: z.string().min(1).max(64),
        volume: volumeName,
        capacity: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
      }),
    )
    .min(1)
    .max(256),
  /** The machine's definition of then, without passwords. */
  xml: z.string().max(MOST_BYTES),
})

/** What lies beside a backup's volumes and tells what they are, for whoever finds them. */
export type Manifest = z.infer<typeof manifest>

const two = (figure: number): string => String(figure).padStart(2, '0')

/** Such as `20261121-180501`, by this computer's clock. */
const stampOf = (at: Date): string =>
  `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`

/** What a machine's backups are called by: readable, a file's name, and nobody else's. */
const stemOf = (machine: { readonly name: string; readonly uuid: string }): string =>
  `${machine.name.replace(/[^\w.-]+/g, '_').slice(0, 80)}-${machine.uuid.slice(0, 8)}`

/** The names of a new backup's parts. */
export const backupNames = (machine: Manifest['machine'], at: number) => {
  const stamp = stampOf(new Date(at))
  const stem = `${stemOf(machine)}.${stamp}`
  return {
    manifest: `${stem}${ENDING}`,
    checkpoint: `virthelm-${stamp}`,
    volumeOf: (target: string) => `${stem}.${target}.qcow2`,
  }
}

export const isManifest = (volume: string): boolean => volume.endsWith(ENDING)

/** Whether a manifest may be a machine's, by its name; what is in it decides. */
export const mayBeOf = (uuid: string, volume: string): boolean =>
  isManifest(volume) && volume.includes(`-${uuid.slice(0, 8)}.`)

/** Writes a manifest into a pool. */
export const writeManifest = async (
  { connection, pool }: ReachedPool,
  name: string,
  content: Manifest,
): Promise<void> => {
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`)
  const xml = volumeXml({ name, capacity: bytes.length, allocation: 0, format: 'raw' })
  const made = { pool, xml, flags: 0 }
  const { vol } = await connection.call(remote.storageVolCreateXml, made, PATIENT)
  const stream = await connection.openStream(remote.storageVolUpload, {
    vol,
    offset: 0n,
    length: BigInt(bytes.length),
    flags: 0,
  })
  await stream.write(bytes)
  await stream.finish()
}

const parse = (bytes: Buffer): Manifest | null => {
  try {
    return manifest.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

/** Reads a manifest. Throws a `Problem` when it is none of ours, or too long. */
export const readManifest = async (at: ReachedPool, name: string): Promise<Manifest> => {
  const stream = await at.connection.openStream(remote.storageVolDownload, {
    vol: volumeRef(at, name),
    offset: 0n,
    length: 0n,
    flags: 0,
  })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > MOST_BYTES) {
      stream.abort()
      break
    }
    chunks.push(Buffer.from(chunk))
  }
  const read = length > MOST_BYTES ? null : parse(Buffer.concat(chunks))
  if (read) return read
  throw new Problem('invalid', t('{name} describes no backup', { name }), {
    hint: t('It was damaged, or something else wrote it.'),
  })
}
