// `npm run faults [-- --seed N --count N]`: set-up, then clients on a real daemon struck by seeded
// faults; the last line of stdout is JSON.
import { runTool } from './lib/run-tool.mjs'

await runTool('faults/main.ts')
