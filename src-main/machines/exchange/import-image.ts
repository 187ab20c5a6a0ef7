import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import type { Pools, ReachedPool } from '../../storage/pools'
import { upload } from '../../storage/transfer/upload'
import { digestOf } from './file-window'
import { unpackImage } from './packed-image'
import { convertImage, sizeOf, type ImageLayer } from './qemu-img'
import type { ImportImage } from './read-import'

type Image = NonNullable<ImportImage['image']>

/** Whether an image must be written anew to become a volume of that format. */
export const isConverted = ({ format, offset, isPacked }: Image, wanted: string): boolean =>
  format !== wanted || (offset !== 0 && !isPacked)

/** How many bytes are gone over for an image: to check it, to unpack it, to convert it, to send it. */
export const importWork = ({ size, digest, isPacked }: Image): number =>
  size * (2 + (digest ? 1 : 0) + (isPacked ? 1 : 0))

const check = async (
  image: Image,
  name: string,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<void> => {
  const { digest } = image
  if (!digest) return
  if ((await digestOf(image, digest.algorithm, { signal, onRead })) === digest.hex) return
  throw new Problem('invalid', t('{name} is not what the archive’s manifest says', { name }), {
    hint: t('The archive was damaged or changed on its way. Get it once more.'),
  })
}

/**
 * Makes a volume of an image in a file of this computer: checked by its manifest, unpacked and
 * converted here where it must be, and sent to the host. Leaves nothing behind when it fails.
 */
export const importImage = async (
  {
    name,
    capacity,
    image,
  }: { readonly name: string; readonly capacity: number; readonly image: Image },
  {
    pools,
    at,
    volume,
    format,
    folder,
  }: {
    readonly pools: Pools
    readonly at: ReachedPool
    /** The new volume's name. */
    readonly volume: string
    readonly format: 'qcow2' | 'raw'
    /** Where what is converted lies meanwhile. */
    readonly folder: string
  },
  job: JobControl,
): Promise<void> => {
  const { signal, progress, note } = job
  const total = importWork(image)
  let before = 0
  if (image.digest) {
    note(t('Checking {name}…', { name }))
    await check(image, name, signal, (bytes) => progress(bytes, total, 'bytes'))
    before = image.size
  }
  const send = async (path: string, done: number): Promise<void> => {
    note(t('Sending {name}…', { name }))
    const part = total - done
    await upload(pools, at, volume, path, {
      ...job,
      progress: (sent, all) => progress(done + (sent / (all ?? sent)) * part, total, 'bytes'),
    })
  }
  const unpacked = join(folder, `${randomUUID()}.${image.format}`)
  const converted = join(folder, `${randomUUID()}.${format}`)
  try {
    let whole: ImageLayer = image
    if (image.isPacked) {
      note(t('Unpacking {name}…', { name }))
      const onRead = (bytes: number): void => progress(before + bytes, total, 'bytes')
      await unpackImage({ ...image, capacity }, { name, path: unpacked }, { signal, onRead })
      before += image.size
      whole = { path: unpacked, offset: 0, size: await sizeOf(unpacked), format: image.format }
    }
    if (!isConverted(image, format)) return await send(whole.path, before)
    note(t('Converting {name}…', { name }))
    const onPart = (part: number): void => progress(before + part * image.size, total, 'bytes')
    await convertImage(whole, { path: converted, format }, { signal, onPart })
    await send(converted, before + image.size)
  } finally {
    await rm(unpacked, { force: true })
    await rm(converted, { force: true })
  }
}
