import type { MachineMetrics } from '../../src-preload/contract/metrics'

/** How finely and how long figures are kept: seconds a step, and the number of steps. */
export const tiers = [
  { seconds: 3, steps: 200 }, // 10 minutes
  { seconds: 30, steps: 240 }, // 2 hours
  { seconds: 300, steps: 288 }, // 24 hours
] as const

/** The figures that are kept, in the order in which they are stored. */
export const figures = [
  'cpuPercent',
  'memoryUsedKib',
  'diskReadRate',
  'diskWriteRate',
  'networkReceiveRate',
  'networkSendRate',
] as const

/** One step: when it began (s since the epoch), then each figure's mean, null where unknown. */
export type Step = readonly [at: number, ...values: (number | null)[]]

/** A step that is still being filled. */
interface Open {
  at: number
  readonly sums: number[]
  readonly counts: number[]
}

const newOpen = (at: number): Open => ({
  at,
  sums: figures.map(() => 0),
  counts: figures.map(() => 0),
})

const round = (value: number): number => Math.round(value * 100) / 100

const closed = ({ at, sums, counts }: Open): Step => [
  at,
  ...sums.map((sum, i) => {
    const count = counts[i] ?? 0
    return count > 0 ? round(sum / count) : null
  }),
]

/** One machine's figures over a day: fine for the last minutes, coarse for the hours before. */
export class TieredSeries {
  readonly #tiers: { steps: Step[]; open: Open | null }[]

  constructor(kept: readonly (readonly Step[])[] = []) {
    this.#tiers = tiers.map((_tier, i) => ({ steps: [...(kept[i] ?? [])], open: null }))
  }

  /** Takes a sample into every tier. */
  add(sample: MachineMetrics): void {
    for (const [i, tier] of this.#tiers.entries()) {
      const { seconds, steps } = tiers[i] ?? tiers[0]
      const at = Math.floor(sample.at / 1000 / seconds) * seconds
      if (tier.open && tier.open.at !== at) {
        tier.steps.push(closed(tier.open))
        if (tier.steps.length > steps) tier.steps.shift()
        tier.open = null
      }
      tier.open ??= newOpen(at)
      const { sums, counts } = tier.open
      figures.forEach((figure, j) => {
        const value = sample[figure]
        if (value === undefined) return
        sums[j] = (sums[j] ?? 0) + value
        counts[j] = (counts[j] ?? 0) + 1
      })
    }
  }

  /** The steps of the last `minutes` before `now` (ms), from the finest tier that reaches so far. */
  last(minutes: number, now: number): readonly Step[] {
    const wanted = minutes * 60
    const found = tiers.findIndex(({ seconds, steps }) => seconds * steps >= wanted)
    const tier = this.#tiers[found === -1 ? tiers.length - 1 : found]
    if (!tier) return []
    const from = now / 1000 - wanted
    const steps = tier.steps.filter(([at]) => at >= from)
    return tier.open && tier.open.at >= from ? [...steps, closed(tier.open)] : steps
  }

  /** Everything, to be kept; {@link constructor} takes it back. */
  all(): readonly (readonly Step[])[] {
    return this.#tiers.map(({ steps, open }) => (open ? [...steps, closed(open)] : steps))
  }
}
