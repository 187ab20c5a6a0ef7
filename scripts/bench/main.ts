/** `npm run bench [-- NAME…]`: one JSON line per figure; ends with 1 if one missed its budget. */
import { judge } from './figure'
import { choose } from './figures'
import { progress } from './progress'
import { readSettings } from './settings'

const settings = readSettings()
let failures = 0
for (const { figures, measure } of choose(process.argv.slice(2))) {
  try {
    const measured = await measure(settings)
    for (const figure of figures) {
      const measurement = measured[figure.name]
      if (!measurement) throw new Error(`${figure.name} was not measured`)
      const verdict = judge(figure, measurement)
      if (!verdict.ok) failures += 1
      process.stdout.write(`${JSON.stringify(verdict)}\n`)
    }
  } catch (error) {
    // The other figures are still worth knowing.
    failures += 1
    const names = figures.map(({ name }) => name).join(', ')
    progress(`${names} could not be measured: ${(error as Error).stack ?? String(error)}`)
  }
}
process.exitCode = failures === 0 ? 0 : 1
