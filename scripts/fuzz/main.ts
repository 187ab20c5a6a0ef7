/** `npm run fuzz [-- --frames N --seed N]`: ends with one line of JSON, and 1 if it says a flaw. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fuzzDecoder } from '../../src-main/libvirt/testing/fuzz/fuzz-decoder'

/** What caches and the compiler may take beyond the warm-up, in KiB. */
const MAX_GROWTH_KIB = 16 * 1024
const TELL_FRAMES = 100_000

const { values } = parseArgs({
  options: { seed: { type: 'string' }, frames: { type: 'string', default: '1000000' } },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
const frames = Number(values.frames)
const { gc } = globalThis
if (!Number.isInteger(seed) || !Number.isInteger(frames) || frames < 1 || !gc) {
  throw new Error('usage: npm run fuzz -- --frames N --seed N')
}

// Most of the time would go into stacks that nobody reads.
Error.stackTraceLimit = 3
let unhandled = 0
process.on('unhandledRejection', () => (unhandled += 1))
let told = 0
const tell = (sent: number): void => {
  if (sent < told + TELL_FRAMES) return
  told = sent
  process.stderr.write(`fuzz: ${sent} frames\n`)
}
process.stderr.write(`fuzz: seed ${seed}\n`)
const start = performance.now()
const report = await fuzzDecoder({ seed, frames, collectGarbage: () => gc(), tell })
for (const flaw of report.wrong.slice(0, 10)) process.stderr.write(`fuzz: ${flaw}\n`)
const ok = report.wrong.length + unhandled === 0 && report.growthKib <= MAX_GROWTH_KIB
const seconds = Math.round((performance.now() - start) / 1000)
process.stdout.write(
  `${JSON.stringify({ ...report, wrong: report.wrong.length, unhandled, seconds, ok })}\n`,
)
process.exitCode = ok ? 0 : 1
