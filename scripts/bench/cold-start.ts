import { connect } from '../../src-main/libvirt'
import { launchVirthelm, withEmptyApp, type ElectronProcess } from './electron-process'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { progress } from './progress'
import { openSharedFleet } from './shared-fleet'
import { median } from './statistics'
import { withDaemon } from './with-daemon'

const ROUNDS = 9

const figure = (machines: number, budget: number): Declaration => ({
  name: `cold-start-${machines}`,
  unit: 'ms',
  peer: 'empty Electron window',
  better: 'lower',
  budget,
  budgetOn: 'ratio',
})

const openingMs = async (uri: string): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    times.push(
      await timed(async () => {
        const connection = await connect(uri)
        await connection.close()
      }),
    )
  }
  return median(times)
}

const readyMs = async (launching: Promise<ElectronProcess>): Promise<number> => {
  const app = await launching
  await app.end()
  return app.readyMs
}

const family = (machines: number, budget: number): Family => {
  const declaration = figure(machines, budget)
  return {
    figures: [declaration],
    measure: (settings) =>
      withDaemon(async (daemon) => {
        progress(`${declaration.name}: defining the machines …`)
        const { uri, connection } = await openSharedFleet(daemon, machines)
        const daemonMs = await openingMs(uri)
        const measurement = await withEmptyApp(settings, (launchEmpty) =>
          inTurn({
            name: declaration.name,
            rounds: ROUNDS,
            warmUps: 1,
            ours: async () => (await readyMs(launchVirthelm(settings, uri))) - daemonMs,
            peer: () => readyMs(launchEmpty()),
          }),
        )
        await connection.close()
        return { [declaration.name]: measurement }
      }),
  }
}

/** From launching the app to a grid that can be used, without what the daemon takes to open. */
export const coldStarts: readonly Family[] = [family(1000, 1.6), family(10_000, 2.5)]
