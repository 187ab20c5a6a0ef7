import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { MetricsHistory } from './metrics-history'
import { TieredSeries, tiers } from './tiered-series'

const START = 1_700_000_100_000

const fill = (series: TieredSeries, samples: number): void => {
  for (let i = 0; i < samples; i++) {
    series.add({ id: 'm', at: START + i * 3000, cpuPercent: i % 2 === 0 ? 0 : 100 })
  }
}

test('the last minutes are fine, the hours before are means', () => {
  const series = new TieredSeries()
  fill(series, 1000)
  const now = START + 999 * 3000
  const fine = series.last(1, now)
  expect(fine.map(([, cpu]) => cpu)).toEqual(
    Array.from({ length: fine.length }, (_, i) => ((i + (1000 - fine.length)) % 2 === 0 ? 0 : 100)),
  )
  expect(fine.length).toBeGreaterThanOrEqual(20)
  const coarse = series.last(60, now)
  expect(new Set(coarse.slice(0, -1).map(([, cpu]) => cpu))).toEqual(new Set([50]))
})

test('what is kept is bounded, however long it is watched', () => {
  const series = new TieredSeries()
  fill(series, 50_000)
  const sizes = series.all().map((steps) => steps.length)
  expect(sizes.map((size, i) => size <= (tiers[i]?.steps ?? 0) + 1)).toEqual([true, true, true])
})

test('a figure that the host never gave stays unknown', () => {
  const series = new TieredSeries()
  series.add({ id: 'm', at: START })
  expect(series.last(1, START)).toEqual([[START / 1000, null, null, null, null, null, null]])
})

test('figures are there at the next start; a broken line costs only what it told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'virthelm-metrics-'))
  try {
    const path = join(folder, 'metrics.jsonl')
    const log = pino({ level: 'silent' })
    const first = new MetricsHistory(path, log)
    await first.loaded
    first.add([{ id: 'm', at: Date.now(), cpuPercent: 7 }])
    await first.save()
    const second = new MetricsHistory(path, log)
    expect((await second.last('m', 1)).map(([, cpu]) => cpu)).toEqual([7])
    writeFileSync(path, `[[\n${readFileSync(path, 'utf8')}["torn",[[[17`)
    const third = new MetricsHistory(path, log)
    expect((await third.last('m', 1)).map(([, cpu]) => cpu)).toEqual([7])
    expect(await third.last('torn', 1)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('figures that come while they are written are written too, and the file is always whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'virthelm-metrics-'))
  try {
    const path = join(folder, 'metrics.jsonl')
    const log = pino({ level: 'silent' })
    const history = new MetricsHistory(path, log)
    await history.loaded
    const sample = (id: string) => ({ id, at: Date.now(), cpuPercent: 7 })
    history.add(Array.from({ length: 150 }, (_, i) => sample(`m${i}`)))
    const saves = [history.save(), history.save()]
    history.add([sample('late')])
    saves.push(history.save())
    await Promise.all(saves)
    const again = new MetricsHistory(path, log)
    expect(await again.last('m149', 1)).toHaveLength(1)
    expect(await again.last('late', 1)).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['metrics.jsonl'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
