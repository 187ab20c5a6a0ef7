/** The files of an app that has long been used: its histories are as long as they get. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { tiers } from '../../src-main/metrics/tiered-series'

/** More than the timeline keeps in memory. */
const ENTRIES = 60_000

/** Writes a full history of what machines did, and a day of figures of each. */
export const writeLongHistory = (
  folder: string,
  hostId: string,
  machines: readonly { readonly name: string; readonly uuid: string }[],
): void => {
  const now = Date.now()
  const lines: string[] = []
  for (let i = 0; i < ENTRIES; i++) {
    const machine = machines[i % machines.length]
    const entry: TimelineEntry = {
      at: now - (ENTRIES - i) * 1000,
      hostId,
      ...(machine && { machineId: `${hostId}/${machine.uuid}`, machineName: machine.name }),
      state: i % 2 === 0 ? 'paused' : 'running',
      text: i % 2 === 0 ? 'Paused' : 'Resumed',
      askedBy: 'elsewhere',
    }
    lines.push(`${JSON.stringify(entry)}\n`)
  }
  appendFileSync(join(folder, 'timeline.jsonl'), lines.join(''))

  const figures = machines.map(({ uuid }) => [
    `${hostId}/${uuid}`,
    tiers.map(({ seconds, steps }) =>
      Array.from({ length: steps }, (_, i) => [
        Math.floor(now / 1000) - (steps - i) * seconds,
        12.34,
        131_072.5,
        0.5,
        0.25,
        null,
        null,
      ]),
    ),
  ])
  writeFileSync(
    join(folder, 'metrics.jsonl'),
    figures.map((machine) => `${JSON.stringify(machine)}\n`).join(''),
  )
}
