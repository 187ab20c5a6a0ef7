import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { withAppWindow } from './app-window'
import type { Declaration, Family } from './figure'
import { progress } from './progress'
import { withDaemon } from './with-daemon'

const GUESTS = 6
const STUCK = 'guest-0'
/** How often the app measures what it shows, in ms. */
const TICK_MS = 3000
const WATCH_MS = 30_000

const stuck: Declaration = {
  name: 'stuck-machine',
  unit: 'ticks',
  peer: 'the same rows before',
  better: 'lower',
  budget: 1,
  budgetOn: 'value',
}

/** A machine that boots nothing and waits in its firmware: real, and nearly free. */
const definition = (name: string): string => `<domain type='qemu'>
  <name>${name}</name>
  <memory unit='MiB'>16</memory>
  <os><type machine='q35'>hvm</type></os>
</domain>`

const startGuests = async (daemon: PrivateDaemon): Promise<void> => {
  for (let number = 0; number < GUESTS; number++) {
    const file = join(daemon.directory, 'guest.xml')
    await writeFile(file, definition(`guest-${number}`))
    await daemon.virsh('create', file)
  }
}

const pidOf = async (daemon: PrivateDaemon, name: string): Promise<number> =>
  Number(await readFile(join(daemon.directory, 'run/libvirt/qemu/run', `${name}.pid`), 'utf8'))

declare global {
  interface Window {
    virthelm: {
      listen(
        name: 'metrics.sampled',
        listener: (samples: readonly { readonly id: string }[]) => void,
      ): () => void
    }
    benchSamples?: Map<string, { last: number; longest: number }>
  }
}

/** Watches the figures that come in; resolves with the longest time without, by machine, in ms. */
const longestSilence = async (page: Page): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const samples = new Map<string, { last: number; longest: number }>()
    const isNew = window.benchSamples === undefined
    window.benchSamples = samples
    if (!isNew) return
    window.virthelm.listen('metrics.sampled', (metrics) => {
      for (const { id } of metrics) {
        const now = performance.now()
        const { last, longest } = window.benchSamples?.get(id) ?? { last: now, longest: 0 }
        window.benchSamples?.set(id, { last: now, longest: Math.max(longest, now - last) })
      }
    })
  })
  await sleep(WATCH_MS)
  return await page.evaluate(() =>
    [...(window.benchSamples ?? [])].map(([, { last, longest }]) =>
      Math.max(longest, performance.now() - last),
    ),
  )
}

/** How far the worst of so many machines fell behind, in ticks. */
const ticksBehind = (silences: readonly number[], machines: number): number => {
  const worst = [...silences].sort((a, b) => a - b).slice(0, machines)
  if (worst.length < machines) return Infinity
  return Math.max(0, Math.max(...worst) / TICK_MS - 1)
}

/** How far other rows fall behind while one machine's process answers nobody. */
export const stuckMachine: Family = {
  figures: [stuck],
  measure: (settings) =>
    withDaemon(async (daemon) => {
      progress(`${stuck.name}: starting ${GUESTS} guests …`)
      await startGuests(daemon)
      const pid = await pidOf(daemon, STUCK)
      const measurement = await withAppWindow(
        settings,
        ['--connect', daemon.uri()],
        async (page) => {
          await sleep(3 * TICK_MS)
          const peerValue = ticksBehind(await longestSilence(page), GUESTS)
          process.kill(pid, 'SIGSTOP')
          try {
            const value = ticksBehind(await longestSilence(page), GUESTS - 1)
            return { value, peerValue }
          } finally {
            process.kill(pid, 'SIGCONT')
          }
        },
      )
      return { [stuck.name]: measurement }
    }),
}
