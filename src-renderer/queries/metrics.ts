import { useCallback, useSyncExternalStore } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { listen } from '../bridge/listen'
import { KeyedListeners } from '../state/keyed-listeners'

/** Samples kept of a machine: four minutes at one every two seconds. */
export const HISTORY_LENGTH = 120
/** Machines whose history is kept: those measured last, as many as are measured at once. */
const MACHINES_KEPT = 500

const none: readonly MachineMetrics[] = []

/** Figures older than this say nothing of now, in ms: some ticks of the sampler. */
const FRESH_FOR = 15_000
/** Machines whose newest figures are kept, at most. */
const LATEST_KEPT = 20_000

/** The newest figures of each machine, those that are only compared among them. */
const latest = new Map<MachineId, MachineMetrics>()

/** Newest last, of machines that are or were shown. Samples are a stream rather than an answer, hence beside the query cache. */
const histories = new Map<MachineId, readonly MachineMetrics[]>()
const listeners = new KeyedListeners<MachineId>()

const record = (told: MachineMetrics): void => {
  // Every message brings ids of its own: one of each is enough for all that is kept.
  const sample = { ...told, id: latest.get(told.id)?.id ?? told.id }
  latest.delete(sample.id)
  latest.set(sample.id, sample)
  if (!histories.has(sample.id) && !listeners.has(sample.id)) return
  const history = [...(histories.get(sample.id) ?? none), sample].slice(-HISTORY_LENGTH)
  histories.delete(sample.id)
  histories.set(sample.id, history)
  listeners.tell(sample.id)
}

const forgetOldest = (): void => {
  for (const id of latest.keys()) {
    if (latest.size <= LATEST_KEPT) break
    latest.delete(id)
  }
  for (const id of histories.keys()) {
    if (histories.size <= MACHINES_KEPT) return
    if (!listeners.has(id)) histories.delete(id)
  }
}

const sampleListeners = new Set<(ids: readonly MachineId[]) => void>()

/** Tells whenever machines have been measured; the returned function stops it. */
export const onSamples = (listener: (ids: readonly MachineId[]) => void): (() => void) => {
  sampleListeners.add(listener)
  return () => sampleListeners.delete(listener)
}

/** A machine as measured just now; undefined where that is too long ago to say anything. */
export const currentMetrics = (id: MachineId): MachineMetrics | undefined => {
  const sample = latest.get(id)
  return sample !== undefined && Date.now() - sample.at < FRESH_FOR ? sample : undefined
}

/** Takes in what is measured; the returned function stops it. */
export const followMetrics = (): (() => void) =>
  listen('metrics.sampled', (samples) => {
    for (const sample of samples) record(sample)
    forgetOldest()
    const ids = samples.map((sample) => sample.id)
    for (const listener of sampleListeners) listener(ids)
  })

/** What was measured of a machine while it was watched, newest last. */
export const useMetricsHistory = (id: MachineId): readonly MachineMetrics[] => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const first = currentMetrics(id)
      if (first !== undefined && !histories.has(id)) histories.set(id, [first])
      return listeners.add(id, listener)
    },
    [id],
  )
  return useSyncExternalStore(subscribe, () => histories.get(id) ?? none)
}
