import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import type { Log } from '../log/log'
import { writePiecesAtomically } from '../settings/write-atomically'
import { TieredSeries, type Step } from './tiered-series'

/**
 * Machines whose figures are kept; the one that was looked at longest ago goes first. At about
 * 40 KB each on disk, this bounds the file at some 8 MB.
 */
const MACHINES = 200

const kept = z.tuple([
  z.string(),
  z.array(z.array(z.tuple([z.number()], z.number().nullable()))).max(8),
])

const parse = (line: string): readonly [MachineId, TieredSeries] | undefined => {
  try {
    const [id, steps] = kept.parse(JSON.parse(line))
    return [id, new TieredSeries(steps)]
  } catch {
    return undefined
  }
}

/** The last day of every machine that was shown, kept from start to start: a line for each. */
export class MetricsHistory {
  /** In the order of use: the last one was sampled last. */
  #series = new Map<MachineId, TieredSeries>()
  #changed = false
  #saving: Promise<void> = Promise.resolve()
  readonly loaded: Promise<void>

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {
    this.loaded = this.#load()
  }

  add(samples: readonly MachineMetrics[]): void {
    for (const sample of samples) {
      const series = this.#series.get(sample.id) ?? new TieredSeries()
      this.#series.delete(sample.id)
      this.#series.set(sample.id, series)
      series.add(sample)
      this.#changed = true
    }
    for (const id of this.#series.keys()) {
      if (this.#series.size <= MACHINES) break
      this.#series.delete(id)
    }
  }

  /** The steps of the last `minutes`, oldest first; nothing for a machine that was never shown. */
  async last(id: MachineId, minutes: number): Promise<readonly Step[]> {
    await this.loaded
    return this.#series.get(id)?.last(minutes, Date.now()) ?? []
  }

  /**
   * Writes everything that there is to write, a machine at a time, so that nobody waits for it.
   * Never rejects: old figures are no reason to fail, a disk that refuses is said in the log.
   */
  save(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  async #save(): Promise<void> {
    await this.loaded
    if (!this.#changed) return
    this.#changed = false
    try {
      await writePiecesAtomically(this.path, this.#lines())
    } catch (error) {
      this.log.warn({ path: this.path, err: error }, 'the figures cannot be kept')
    }
  }

  *#lines(): Iterable<string> {
    // A copy, because the order changes with each sample that comes meanwhile.
    const all = [...this.#series]
    for (const [id, series] of all) yield `${JSON.stringify([id, series.all()])}\n`
  }

  async #load(): Promise<void> {
    const found = new Map<MachineId, TieredSeries>()
    try {
      for await (const line of createInterface({ input: createReadStream(this.path) })) {
        const entry = parse(line)
        if (entry) found.set(...entry)
        if (found.size === MACHINES) break
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ path: this.path, err: error }, 'earlier figures cannot be read')
      }
    }
    // What was sampled while the file was read is newer; a machine has either, never both.
    for (const [id, series] of this.#series) found.set(id, series)
    this.#series = found
  }
}
