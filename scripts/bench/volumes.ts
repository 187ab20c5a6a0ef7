import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import type { Declaration, Family, Measurement } from './figure'
import { inTurn } from './in-turn'
import { progress } from './progress'
import { median } from './statistics'
import { withDaemon } from './with-daemon'

const run = promisify(execFile)

const MEGABYTES = 4096
const ROUNDS = 3
/** How often to look at the memory of a peer that we did not write, in ms. */
const LOOK_MS = 20

type Direction = 'upload' | 'download'

interface Transfer {
  readonly ms: number
  readonly extraMegabytes: number
}

/** The most memory a process ever had, in MB; undefined when it has gone. */
const peakMegabytes = (pid: number): number | undefined => {
  try {
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return peak === undefined ? undefined : Number(peak) / 1024
  } catch {
    return undefined
  }
}

const ourTransfer = async (
  direction: Direction,
  uri: string,
  volume: string,
  file: string,
): Promise<Transfer> => {
  const script = join(import.meta.dirname, 'volume-transfer.ts')
  const args = ['--import', 'tsx', script, direction, uri, volume, file]
  const { stdout } = await run(process.execPath, args)
  return JSON.parse(stdout) as Transfer
}

const virshTransfer = async (
  direction: Direction,
  uri: string,
  volume: string,
  file: string,
): Promise<Transfer> => {
  const start = performance.now()
  const virsh = spawn('virsh', ['-q', '-c', uri, `vol-${direction}`, volume, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const peaks: number[] = []
  const look = setInterval(() => {
    const peak = peakMegabytes(virsh.pid ?? 0)
    if (peak !== undefined) peaks.push(peak)
  }, LOOK_MS)
  const [status] = (await once(virsh, 'exit')) as [number | null]
  clearInterval(look)
  if (status !== 0) throw new Error(`virsh vol-${direction} ended with status ${status}`)
  const extraMegabytes = (peaks.at(-1) ?? 0) - (peaks[0] ?? 0)
  return { ms: performance.now() - start, extraMegabytes }
}

/** Makes a pool with one volume in it, all holes, and returns the volume's path. */
const makeVolume = async (daemon: PrivateDaemon): Promise<string> => {
  const folder = join(daemon.directory, 'pool')
  await mkdir(folder)
  await chmod(folder, 0o777)
  const pool = join(daemon.directory, 'pool.xml')
  const target = `<target><path>${folder}</path></target>`
  await writeFile(pool, `<pool type='dir'><name>bench</name>${target}</pool>`)
  await daemon.virsh('pool-create', pool)
  const size = ['--capacity', `${MEGABYTES}M`, '--allocation', '0', '--format', 'raw']
  await daemon.virsh('vol-create-as', 'bench', 'volume.img', ...size)
  return join(folder, 'volume.img')
}

const makeSource = async (daemon: PrivateDaemon): Promise<string> => {
  const path = join(daemon.directory, 'source.img')
  const file = await open(path, 'w')
  await file.truncate(MEGABYTES * 1_048_576)
  await file.close()
  return path
}

const throughput = (direction: Direction): Declaration => ({
  name: `volume-${direction}`,
  unit: 'MB/s',
  peer: `virsh vol-${direction}`,
  better: 'higher',
  budget: 0.9,
  budgetOn: 'ratio',
})

const memory = (direction: Direction): Declaration => ({
  name: `volume-${direction}-memory`,
  unit: 'MB',
  peer: `virsh vol-${direction}`,
  better: 'lower',
  budget: 64,
  budgetOn: 'value',
})

const measure = async (
  direction: Direction,
  daemon: PrivateDaemon,
): Promise<Readonly<Record<string, Measurement>>> => {
  const uri = daemon.uri()
  const volume = await makeVolume(daemon)
  // What is downloaded goes nowhere: writing it down would only make the two more alike.
  const file = direction === 'upload' ? await makeSource(daemon) : '/dev/null'
  const extra: number[] = []
  const peerExtra: number[] = []
  const figure = throughput(direction)
  progress(`${figure.name}: ${MEGABYTES} MiB each round …`)
  const speed = await inTurn({
    name: figure.name,
    rounds: ROUNDS,
    warmUps: 1,
    ours: async () => {
      const { ms, extraMegabytes } = await ourTransfer(direction, uri, volume, file)
      extra.push(extraMegabytes)
      return (MEGABYTES / ms) * 1000
    },
    peer: async () => {
      const { ms, extraMegabytes } = await virshTransfer(direction, uri, volume, file)
      peerExtra.push(extraMegabytes)
      return (MEGABYTES / ms) * 1000
    },
  })
  return {
    [figure.name]: speed,
    [memory(direction).name]: { value: Math.max(...extra), peerValue: median(peerExtra) },
  }
}

/** Uploading and downloading a large volume, and what memory that takes at its worst. */
export const volumes: readonly Family[] = (['upload', 'download'] as const).map((direction) => ({
  figures: [throughput(direction), memory(direction)],
  measure: () => withDaemon((daemon) => measure(direction, daemon)),
}))
