import type { Measurement } from './figure'
import { progress } from './progress'
import { median } from './statistics'

export interface Contest {
  readonly name: string
  /** Rounds that count, and rounds before them that do not: caches fill, code gets compiled. */
  readonly rounds: number
  readonly warmUps: number
  /** One round of ours and of the peer, in the figure's unit. */
  readonly ours: () => Promise<number>
  readonly peer: () => Promise<number>
}

/** Measures both sides in turn, so that what else the machine does meets both alike. */
export const inTurn = async (contest: Contest): Promise<Measurement> => {
  const { name, rounds, warmUps, ours, peer } = contest
  for (let round = 0; round < warmUps; round++) {
    await ours()
    await peer()
  }
  const values: number[] = []
  const peerValues: number[] = []
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, because the first may leave something behind for the second.
    if (round % 2 === 0) values.push(await ours())
    peerValues.push(await peer())
    if (round % 2 === 1) values.push(await ours())
  }
  const result = { value: median(values), peerValue: median(peerValues) }
  const spread = `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`
  const peerSpread = `${Math.min(...peerValues).toFixed(1)}–${Math.max(...peerValues).toFixed(1)}`
  progress(`${name}: ours ${spread}, peer ${peerSpread} in ${rounds} rounds`)
  return result
}

/** How long something takes, in ms. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
