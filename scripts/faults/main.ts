/** `npm run faults [-- --seed N --count N]`: ends with one line of JSON, and 1 if it says a flaw. */
import { randomInt } from 'node:crypto'
import { inspect, parseArgs } from 'node:util'
import { runFaults } from './run-faults'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, count: { type: 'string', default: '1000' } },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
const count = Number(values.count)
if (!Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  throw new Error('usage: npm run faults -- --seed N --count N')
}

const start = performance.now()
const tell = (line: string): void => {
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stderr.write(`faults: ${seconds} s: ${line}\n`)
}
tell(`seed ${seed}`)
try {
  const report = await runFaults({ seed, count, tell })
  tell('done')
  process.stdout.write(`${JSON.stringify(report)}\n`)
  const { unsettled, unhandled, leaked, inventoryMatches } = report
  process.exitCode = unsettled + unhandled + leaked === 0 && inventoryMatches ? 0 : 1
} catch (error) {
  // The clients are still at work: this process would not end by itself.
  tell(inspect(error))
  process.exit(2)
}
