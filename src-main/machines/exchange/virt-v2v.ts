import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { readImageHeader } from './image-header'
import { sizeOf } from './qemu-img'
import type { ImportImage } from './read-import'

const KEPT_WORDS = 4_000
const NAME = 'adapted'

/** Whether guests of other hypervisors can be adapted here. */
export const hasVirtV2v = (): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('virt-v2v', ['--version'], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })

/** `a` … `z`, as virt-v2v numbers what it writes. */
const letter = (place: number): string => String.fromCharCode(97 + place)

/**
 * Gives the guest in a file drivers of this kind of machine: virt-v2v writes its disks anew into a
 * folder. Answers them in their order. Throws a `Problem` with its words when it cannot; the caller
 * removes the folder.
 */
export const adaptGuest = async (
  path: string,
  disks: readonly ImportImage[],
  folder: string,
  { signal, note }: { signal: AbortSignal; note: (text: string) => void },
): Promise<readonly ImportImage[]> => {
  signal.throwIfAborted()
  note(t('Adapting the guest…'))
  const kind = /\.ova$/i.test(path) ? 'ova' : 'disk'
  const output = ['-o', 'local', '-os', folder, '-of', 'qcow2', '-on', NAME]
  const child = spawn('virt-v2v', ['-i', kind, path, ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  const cancel = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', cancel)
  let words = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // `[  12.3] Converting Debian to run on KVM`
    const [, step] = [...text.matchAll(/^\[ *[\d.]+\] (.+)$/gm)].slice(-1)[0] ?? []
    if (step !== undefined) note(step)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-KEPT_WORDS)
  })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    signal.throwIfAborted()
    if (code !== 0) {
      throw new Problem('unsupported', t('virt-v2v cannot adapt the guest'), {
        hint: t('Import it as it is, with compatible drivers.'),
        cause: new Error(words.trim()),
      })
    }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  return await Promise.all(
    disks.map(async (disk, i): Promise<ImportImage> => {
      const made = join(folder, `${NAME}-sd${letter(i)}`)
      const image = { path: made, offset: 0, size: await sizeOf(made) }
      const { format, capacity } = await readImageHeader(image, disk.name)
      return { name: disk.name, capacity, image: { ...image, format } }
    }),
  )
}
