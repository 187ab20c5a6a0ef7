import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { fuzzDecoder } from './fuzz-decoder'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

it('takes or refuses twenty thousand hostile packets, and keeps nothing of them', async () => {
  const report = await fuzzDecoder({ seed: 20_261_121, frames: 20_000, collectGarbage })
  expect(report.wrong).toEqual([])
  expect(report.answered).toBeGreaterThan(1_000)
  expect(report.refused).toBeGreaterThan(5_000)
  expect(report.growthKib).toBeLessThan(16 * 1024)
}, 60_000)
