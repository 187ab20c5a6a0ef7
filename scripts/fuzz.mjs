// `npm run fuzz [-- --frames N --seed N]`: set-up, then hostile packets for the decoder; the last
// line of stdout is JSON.
import { runTool } from './lib/run-tool.mjs'

await runTool('fuzz/main.ts', ['--expose-gc'])
