import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { FileWindow } from './file-window'
import { requireRoom } from './require-room'

const SECTOR = 512
/** How often room is looked for while an image is written, in ms. */
const LOOK_MS = 1_000
/** Of what it says when it fails, the end counts. */
const KEPT_WORDS = 4_000

/** An image to be read, opened by these words and by nothing that stands in itself. */
export interface ImageLayer extends FileWindow {
  readonly format: string
  /** What it lies on; nothing without it, whatever its header says. */
  readonly backing?: ImageLayer | undefined
}

/** QEMU's description of an image: formats and files are said, none is guessed or followed. */
const describe = ({ path, offset, size, format, backing }: ImageLayer): object => {
  const file = { driver: 'file', filename: path }
  // A part of a file: an archive pads its members with zeroes to whole sectors.
  const length = Math.ceil(size / SECTOR) * SECTOR
  const part = offset === 0 ? file : { driver: 'raw', offset, size: length, file }
  if (format === 'raw') return offset === 0 ? { driver: 'raw', file } : part
  const mayLieOn = format === 'qcow2' || format === 'vmdk' || format === 'qed'
  const below = backing ? describe(backing) : null
  return { driver: format, file: part, ...(mayLieOn && { backing: below }) }
}

/** How an image is to be written. */
export type WrittenFormat = 'qcow2' | 'raw' | 'streamVmdk'

const outputOptions: Readonly<Record<WrittenFormat, readonly string[]>> = {
  qcow2: ['-O', 'qcow2'],
  raw: ['-O', 'raw'],
  streamVmdk: ['-O', 'vmdk', '-o', 'subformat=streamOptimized'],
}

const missing = (cause: unknown): Problem =>
  new Problem('unsupported', t('qemu-img is not installed on this computer'), {
    hint: t('Install it, then try again.'),
    remedies: ['sudo apt install qemu-utils'],
    cause,
  })

/** Whether images can be converted here. */
export const hasQemuImg = (): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('qemu-img', ['--version'], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })

/**
 * Writes what an image shows into a new file. `onPart` hears how much of it is done, 0 to 1. Throws
 * a `Problem` without qemu-img, without room, or with its words; the caller removes what it wrote.
 */
export const convertImage = async (
  image: ImageLayer,
  { path, format }: { readonly path: string; readonly format: WrittenFormat },
  { signal, onPart }: { signal: AbortSignal; onPart: (part: number) => void },
): Promise<void> => {
  signal.throwIfAborted()
  const source = `json:${JSON.stringify(describe(image))}`
  const child = spawn('qemu-img', ['convert', '-p', ...outputOptions[format], source, path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let failure: unknown
  const stop = (reason: unknown): void => {
    failure ??= reason
    child.kill('SIGKILL')
  }
  const cancel = (): void => stop(signal.reason)
  signal.addEventListener('abort', cancel)
  const look = setInterval(() => void requireRoom(path).catch(stop), LOOK_MS)
  let words = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const [percent] = [...text.matchAll(/\(([\d.]+)\/100%\)/g)].slice(-1)
    if (percent) onPart(Number(percent[1]) / 100)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-KEPT_WORDS)
  })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => reject(missing(error)))
      child.on('close', resolve)
    })
    if (failure !== undefined) throw failure as Error
    if (code !== 0) {
      throw new Problem('invalid', t('the image cannot be read or written'), {
        cause: new Error(words.trim().replaceAll(source, image.path)),
      })
    }
  } finally {
    clearInterval(look)
    signal.removeEventListener('abort', cancel)
  }
}

/** How long a file is, in bytes. */
export const sizeOf = async (path: string): Promise<number> => (await stat(path)).size
