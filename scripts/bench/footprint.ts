import { setTimeout as sleep } from 'node:timers/promises'
import { launchVirthelm, withEmptyApp, type ElectronProcess } from './electron-process'
import type { Declaration, Family, Measurement } from './figure'
import { inTurn } from './in-turn'
import { cpuTimeOfTree, proportionalMegabytes } from './process-tree'
import { progress } from './progress'
import type { BenchSettings } from './settings'
import { openSharedFleet } from './shared-fleet'
import { withDaemon } from './with-daemon'

const MACHINES = 1000
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

const withBoth = (
  settings: BenchSettings,
  use: (contestants: Contestants) => Promise<Measurement>,
): Promise<Measurement> =>
  withDaemon((daemon) =>
    withEmptyApp(settings, async (launchEmpty) => {
      const { uri, connection } = await openSharedFleet(daemon, MACHINES)
      const empty = await launchEmpty()
      const app = await launchVirthelm(settings, uri)
      try {
        await sleep(SETTLE_MS)
        return await use({ app, empty })
      } finally {
        await app.end()
        await empty.end()
        await connection.close()
      }
    }),
  )

/** What the app takes while nobody does anything and the list with its figures is shown. */
export const footprint: readonly Family[] = [
  {
    figures: [idleCpu],
    measure: async (settings) => {
      progress(`${idleCpu.name}: watching for 20 s at a time …`)
      const measurement = await withBoth(settings, ({ app, empty }) =>
        inTurn({
          name: idleCpu.name,
          rounds: 3,
          warmUps: 0,
          ours: () => cpuShare(app),
          peer: () => cpuShare(empty),
        }),
      )
      return { [idleCpu.name]: measurement }
    },
  },
  {
    figures: [mainMemory],
    measure: async (settings) => {
      const measurement = await withBoth(settings, ({ app, empty }) =>
        inTurn({
          name: mainMemory.name,
          rounds: 5,
          warmUps: 0,
          ours: async () => {
            await sleep(1000)
            return proportionalMegabytes(app.pid)
          },
          peer: async () => proportionalMegabytes(empty.pid),
        }),
      )
      return { [mainMemory.name]: measurement }
    },
  },
]
