import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { watchRow, withAppWindow } from './app-window'
import { epochNow } from './epoch'
import type { Declaration, Family } from './figure'
import { progress } from './progress'
import { openSharedFleet } from './shared-fleet'
import { quantile } from './statistics'
import { withDaemon } from './with-daemon'

const MACHINES = 1000
const WARM_UPS = 6
const CHANGES = 100
/** Between two changes, so that each meets an app at rest. */
const REST_MS = 100
/** A machine that is on the screen without scrolling. */
const MACHINE = 'machine-3'

const eventToRow: Declaration = {
  name: 'event-to-row',
  unit: 'ms',
  peer: 'virsh suspend or resume itself',
  better: 'lower',
  budget: 50,
  budgetOn: 'value',
}

interface VirshRun {
  /** When it returned, in ms since the epoch. */
  readonly at: number
  /** How long it took, in ms. */
  readonly ms: number
}

const runVirsh = async (uri: string, ...args: readonly string[]): Promise<VirshRun> => {
  const start = epochNow()
  const virsh = spawn('virsh', ['-q', '-c', uri, ...args], { stdio: ['ignore', 'ignore', 2] })
  const [status] = (await once(virsh, 'exit')) as [number | null]
  const at = epochNow()
  if (status !== 0) throw new Error(`virsh ${args.join(' ')} ended with status ${status}`)
  return { at, ms: at - start }
}

interface Delays {
  /** From virsh's return to the row's text, in ms. */
  readonly row: number
  /** From virsh's start to its return, in ms. */
  readonly virsh: number
}

const change = async (page: Page, uri: string, action: 'suspend' | 'resume'): Promise<Delays> => {
  const rowAt = await watchRow(page, MACHINE, action === 'suspend' ? 'Paused' : 'Running')
  const { at, ms } = await runVirsh(uri, action, MACHINE)
  const delays = { row: (await rowAt()) - at, virsh: ms }
  await sleep(REST_MS)
  return delays
}

/** What virsh changes, shown by the app: in the row, 95 of 100 times, as late as this or sooner. */
export const rowEvents: Family = {
  figures: [eventToRow],
  measure: (settings) =>
    withDaemon(async (daemon) => {
      progress(`${eventToRow.name}: ${CHANGES} changes by virsh …`)
      const { uri, connection } = await openSharedFleet(daemon, MACHINES)
      const delays: Delays[] = []
      await withAppWindow(settings, ['--connect', uri], async (page) => {
        for (let number = 0; number < WARM_UPS + CHANGES; number++) {
          const action = number % 2 === 0 ? 'suspend' : 'resume'
          delays.push(await change(page, uri, action))
        }
      })
      await connection.close()
      const counted = delays.slice(WARM_UPS)
      const rows = counted.map(({ row }) => row)
      const virsh = counted.map(({ virsh }) => virsh)
      const spread = (values: readonly number[]): string =>
        [0, 0.5, 1].map((share) => quantile(values, share).toFixed(1)).join(' / ')
      progress(
        `${eventToRow.name}: row ${spread(rows)}, virsh ${spread(virsh)} (least/median/most)`,
      )
      return {
        [eventToRow.name]: { value: quantile(rows, 0.95), peerValue: quantile(virsh, 0.95) },
      }
    }),
}
