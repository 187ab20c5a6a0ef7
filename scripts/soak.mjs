// `npm run soak [-- --minutes N]`: set-up, then the app's services beside machines that keep
// changing; the last line of stdout is JSON.
import { runTool } from './lib/run-tool.mjs'

await runTool('soak/main.ts', ['--expose-gc'])
