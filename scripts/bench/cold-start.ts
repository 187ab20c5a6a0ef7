import { connect } from '../../src-main/libvirt'
import { launchVirthelm, withEmptyApp, type ElectronProcess } from './electron-process'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { progress } from './progress'
import { withHosts } from './shared-fleet'
import { median } from './statistics'

const ROUNDS = 9

const declare = (name: string, budget: number): Declaration => ({
  name,
  unit: 'ms',
  peer: 'empty Electron window',
  better: 'lower',
  budget,
  budgetOn: 'ratio',
})

/** What the daemons alone take to open all the connections at once. */
const openingMs = async (uris: readonly string[]): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    times.push(
      await timed(() =>
        Promise.all(
          uris.map(async (uri) => {
            const connection = await connect(uri)
            await connection.close()
          }),
        ),
      ),
    )
  }
  return median(times)
}

const readyMs = async (launching: Promise<ElectronProcess>): Promise<number> => {
  const app = await launching
  await app.end()
  return app.readyMs
}

const family = (figure: Declaration, hosts: number, machinesEach: number): Family => ({
  figures: [figure],
  measure: async (settings) => {
    progress(`${figure.name}: defining the machines …`)
    const measurement = await withHosts(hosts, machinesEach, async (fleets) => {
      const uris = fleets.map(({ uri }) => uri)
      const daemonMs = await openingMs(uris)
      return await withEmptyApp(settings, (launchEmpty) =>
        inTurn({
          name: figure.name,
          rounds: ROUNDS,
          warmUps: 1,
          ours: async () => (await readyMs(launchVirthelm(settings, ...uris))) - daemonMs,
          peer: () => readyMs(launchEmpty()),
        }),
      )
    })
    return { [figure.name]: measurement }
  },
})

/** From launching the app to a grid that can be used, without what the daemons take to open. */
export const coldStarts: readonly Family[] = [
  family(declare('cold-start-1000', 1.6), 1, 1000),
  family(declare('cold-start-10000', 2.5), 1, 10_000),
  family(declare('fleet-cold-start', 2.5), 20, 500),
]
