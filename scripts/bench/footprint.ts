import { setTimeout as sleep } from 'node:timers/promises'
import { launchVirthelm, withEmptyApp, type ElectronProcess } from './electron-process'
import type { Declaration, Family, Measurement } from './figure'
import { inTurn } from './in-turn'
import { cpuTimeOfTree, processTree, proportionalMegabytes } from './process-tree'
import { progress } from './progress'
import type { BenchSettings } from './settings'
import { withHosts, type SharedFleet } from './shared-fleet'

/** What starting leaves to be done is over by then, in ms. */
const SETTLE_MS = 10_000
const WATCH_MS = 20_000

const idleCpu: Declaration = {
  name: 'idle-cpu-1000',
  unit: '%',
  peer: 'empty Electron window',
  better: 'lower',
  budget: 3,
  budgetOn: 'value',
}

const mainMemory: Declaration = {
  name: 'main-memory-1000',
  unit: 'MB',
  peer: 'empty Electron window',
  better: 'lower',
  budget: 40,
  budgetOn: 'excess',
}

const idleCpuOfFleet: Declaration = { ...idleCpu, name: 'idle-cpu-10000', budget: 10 }

const appMemoryOfFleet: Declaration = {
  name: 'app-memory-10000',
  unit: 'MB',
  peer: 'empty Electron window',
  better: 'lower',
  budget: 350,
  budgetOn: 'value',
}

interface Contestants {
  readonly app: ElectronProcess
  readonly empty: ElectronProcess
}

/** Share of one core that a whole app uses, in %. */
const cpuShare = async ({ pid }: ElectronProcess): Promise<number> => {
  const before = cpuTimeOfTree(pid)
  const start = performance.now()
  await sleep(WATCH_MS)
  return ((cpuTimeOfTree(pid) - before) / (performance.now() - start)) * 100
}

const memoryOfTree = ({ pid }: ElectronProcess): number =>
  processTree(pid)
    .map(proportionalMegabytes)
    .reduce((sum, own) => sum + own, 0)

const withBoth = <T>(
  settings: BenchSettings,
  fleets: readonly SharedFleet[],
  use: (contestants: Contestants) => Promise<T>,
): Promise<T> =>
  withEmptyApp(settings, async (launchEmpty) => {
    const empty = await launchEmpty()
    const app = await launchVirthelm(settings, ...fleets.map(({ uri }) => uri))
    try {
      await sleep(SETTLE_MS)
      return await use({ app, empty })
    } finally {
      await app.end()
      await empty.end()
    }
  })

const measureCpu = (name: string, { app, empty }: Contestants): Promise<Measurement> =>
  inTurn({
    name,
    rounds: 3,
    warmUps: 0,
    ours: () => cpuShare(app),
    peer: () => cpuShare(empty),
  })

const measureMemory = (
  name: string,
  { app, empty }: Contestants,
  memoryOf: (process: ElectronProcess) => number,
): Promise<Measurement> =>
  inTurn({
    name,
    rounds: 5,
    warmUps: 0,
    ours: async () => {
      await sleep(1000)
      return memoryOf(app)
    },
    peer: async () => memoryOf(empty),
  })

/** What the app takes while nobody does anything and the list with its figures is shown. */
export const footprint: readonly Family[] = [
  {
    figures: [idleCpu, mainMemory],
    measure: (settings) =>
      withHosts(1, 1000, (fleets) =>
        withBoth(settings, fleets, async (both) => {
          progress(`${idleCpu.name}: watching for 20 s at a time …`)
          return {
            [idleCpu.name]: await measureCpu(idleCpu.name, both),
            [mainMemory.name]: await measureMemory(mainMemory.name, both, ({ pid }) =>
              proportionalMegabytes(pid),
            ),
          }
        }),
      ),
  },
  {
    figures: [idleCpuOfFleet, appMemoryOfFleet],
    measure: (settings) =>
      withHosts(20, 500, (fleets) =>
        withBoth(settings, fleets, async (both) => {
          progress(`${idleCpuOfFleet.name}: watching for 20 s at a time …`)
          return {
            [idleCpuOfFleet.name]: await measureCpu(idleCpuOfFleet.name, both),
            [appMemoryOfFleet.name]: await measureMemory(appMemoryOfFleet.name, both, memoryOfTree),
          }
        }),
      ),
  },
]
