/**
 * `npm run faults [-- --seed N --count N --wake]`: ends with one line of JSON, and 1 if it says a
 * flaw. With `--wake` the app looks after its hosts at the end, as after a suspension of the
 * computer, instead of waiting until all dead connections are found out: that saves half a minute.
 */
import { randomInt } from 'node:crypto'
import { inspect, parseArgs } from 'node:util'
import { runFaults } from './run-faults'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '1000' },
    wake: { type: 'boolean', default: false },
  },
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
let status = 2
try {
  const report = await runFaults({ seed, count, wakes: values.wake, tell })
  tell('done')
  process.stdout.write(`${JSON.stringify(report)}\n`)
  const { unsettled, unhandled, leaked, inventoryMatches } = report
  status = unsettled + unhandled + leaked === 0 && inventoryMatches ? 0 : 1
} catch (error) {
  tell(inspect(error))
}
// What was left, or is still at work, must not keep this process from ending.
process.exit(status)
