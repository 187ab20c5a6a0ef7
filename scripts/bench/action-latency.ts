import { setTimeout as sleep } from 'node:timers/promises'
import { remote, type DomainRef } from '../../src-main/libvirt'
import { lastKeyAt, noteKeys, watchRow, withAppWindow } from './app-window'
import { epochNow } from './epoch'
import type { Declaration, Family } from './figure'
import { inTurn } from './in-turn'
import { openSharedFleet, type SharedFleet } from './shared-fleet'
import { withDaemon } from './with-daemon'

const MACHINES = 1000
const ROUNDS = 60
const REST_MS = 80
const MACHINE = 'machine-3'
/** `VIR_DOMAIN_EVENT_STARTED` */
const STARTED = 2

const actionLatency: Declaration = {
  name: 'action-latency',
  unit: 'ms',
  peer: 'the bare call',
  better: 'lower',
  budget: 10,
  budgetOn: 'excess',
}

/** Hears when a machine is started: that is when the daemon has accepted it. */
const listen = async ({ connection }: SharedFleet): Promise<() => Promise<number>> => {
  let heard: (at: number) => void = () => {}
  await connection.subscribe('domainLifecycle', ({ dom, event }) => {
    if (dom.name === MACHINE && event === STARTED) heard(epochNow())
  })
  return () =>
    new Promise((resolve) => {
      heard = resolve
    })
}

const find = ({ domains }: SharedFleet): DomainRef => {
  const dom = domains.find(({ name }) => name === MACHINE)
  if (!dom) throw new Error(`the fleet has no ${MACHINE}`)
  return dom
}

/** From a key to a machine that the daemon has started, beside the same call by itself. */
export const keyedActions: Family = {
  figures: [actionLatency],
  measure: (settings) =>
    withDaemon(async (daemon) => {
      const fleet = await openSharedFleet(daemon, MACHINES)
      const { uri, connection } = fleet
      const dom = find(fleet)
      const nextStart = await listen(fleet)
      const measurement = await withAppWindow(settings, ['--connect', uri], async (page) => {
        await noteKeys(page)
        await page.getByRole('rowheader', { name: MACHINE, exact: true }).click()
        const stop = async (): Promise<void> => {
          const isOff = await watchRow(page, MACHINE, 'Shut off')
          await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
          await isOff()
          await sleep(REST_MS)
        }
        return await inTurn({
          name: actionLatency.name,
          rounds: ROUNDS,
          warmUps: 3,
          ours: async () => {
            await stop()
            const started = nextStart()
            const isRunning = await watchRow(page, MACHINE, 'Running')
            await page.keyboard.press('s')
            const startedAt = await started
            await isRunning()
            return startedAt - (await lastKeyAt(page))
          },
          peer: async () => {
            await stop()
            const started = nextStart()
            const isRunning = await watchRow(page, MACHINE, 'Running')
            const calledAt = epochNow()
            await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 })
            const startedAt = await started
            await isRunning()
            return startedAt - calledAt
          },
        })
      })
      await connection.close()
      return { [actionLatency.name]: measurement }
    }),
}
