import { useCallback, useSyncExternalStore } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { listen } from '../bridge/listen'

/** Samples kept of a machine: four minutes at one every two seconds. */
export const HISTORY_LENGTH = 120
/** Machines whose history is kept: those measured last, as many as are measured at once. */
const MACHINES_KEPT = 500

const none: readonly MachineMetrics[] = []

/** Newest last. Samples are a stream rather than an answer, hence beside the query cache. */
const histories = new Map<MachineId, readonly MachineMetrics[]>()
const listeners = new Map<MachineId, Set<() => void>>()

const record = (sample: MachineMetrics): void => {
  const history = [...(histories.get(sample.id) ?? none), sample].slice(-HISTORY_LENGTH)
  histories.delete(sample.id)
  histories.set(sample.id, history)
  for (const listener of listeners.get(sample.id) ?? []) listener()
}

const forgetOldest = (): void => {
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

/** The newest figures of a machine, at this moment. */
export const currentMetrics = (id: MachineId): MachineMetrics | undefined =>
  histories.get(id)?.at(-1)

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
      const ofMachine = listeners.get(id) ?? new Set()
      listeners.set(id, ofMachine.add(listener))
      return () => {
        ofMachine.delete(listener)
        if (ofMachine.size === 0) listeners.delete(id)
      }
    },
    [id],
  )
  return useSyncExternalStore(subscribe, () => histories.get(id) ?? none)
}

/** The newest figures of a machine. */
export const useMetrics = (id: MachineId): MachineMetrics | undefined =>
  useMetricsHistory(id).at(-1)
