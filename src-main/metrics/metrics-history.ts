import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import type { Log } from '../log/log'
import { writeAtomically } from '../settings/write-atomically'
import { TieredSeries, type Step } from './tiered-series'

/**
 * Machines whose figures are kept; the one that was looked at longest ago goes first. At about
 * 40 KB each on disk, this bounds the file at some 8 MB.
 */
const MACHINES = 200

const kept = z.array(
  z.tuple([z.string(), z.array(z.array(z.tuple([z.number()], z.number().nullable()))).max(8)]),
)

/** The last day of every machine that was shown, kept from start to start. */
export class MetricsHistory {
  /** In the order of use: the last one was sampled last. */
  #series = new Map<MachineId, TieredSeries>()
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

  /** Writes everything. A disk that refuses is said in the log: old figures are no reason to fail. */
  save(): void {
    if (this.#series.size === 0) return
    try {
      const all = [...this.#series].map(([id, series]) => [id, series.all()])
      writeAtomically(this.path, JSON.stringify(all))
    } catch (error) {
      this.log.warn({ path: this.path, err: error }, 'the figures cannot be kept')
    }
  }

  async #load(): Promise<void> {
    try {
      const found = kept.parse(JSON.parse(await readFile(this.path, 'utf8')))
      const sampled = this.#series
      this.#series = new Map(found.map(([id, steps]) => [id, new TieredSeries(steps as Step[][])]))
      // What was sampled while the file was read is newer; a machine has either, never both.
      for (const [id, series] of sampled) this.#series.set(id, series)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ path: this.path, err: error }, 'earlier figures cannot be read')
      }
    }
  }
}
