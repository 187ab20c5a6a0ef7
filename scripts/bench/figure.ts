import type { BenchSettings } from './settings'

/** What a figure is, before anybody measures it. */
export interface Declaration {
  readonly name: string
  readonly unit: 'ms' | 'MB' | 'MB/s' | '%' | 'fps' | 'ticks'
  /** What stands beside ours in the same run. */
  readonly peer: string
  readonly better: 'lower' | 'higher'
  readonly budget: number
  /** What the budget bounds: ours / peer, ours alone, or ours − peer. */
  readonly budgetOn: 'ratio' | 'value' | 'excess'
}

/** Medians of one run, or the percentile that the figure is about, in the figure's unit. */
export interface Measurement {
  readonly value: number
  readonly peerValue: number
}

/** Figures that one run measures together. */
export interface Family {
  readonly figures: readonly Declaration[]
  /** Measures every figure of the family, by its name. */
  readonly measure: (settings: BenchSettings) => Promise<Readonly<Record<string, Measurement>>>
}

/** What is printed for a figure, one JSON line. */
export interface Verdict extends Declaration, Measurement {
  readonly ratio: number
  readonly ok: boolean
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** Judges a measurement by its figure's budget. */
export const judge = (figure: Declaration, { value, peerValue }: Measurement): Verdict => {
  const ratio = value / peerValue
  const bounded = { ratio, value, excess: value - peerValue }[figure.budgetOn]
  const ok = figure.better === 'lower' ? bounded <= figure.budget : bounded >= figure.budget
  const { name, unit, peer, better, budget, budgetOn } = figure
  return {
    name,
    value: rounded(value),
    unit,
    peer,
    peerValue: rounded(peerValue),
    ratio: rounded(ratio),
    better,
    budget,
    budgetOn,
    ok,
  }
}
