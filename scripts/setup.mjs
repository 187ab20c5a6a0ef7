// `npm run setup`: everything that running, developing and testing need, tests' packages included.
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async () => {
  await setUp({ forTests: true, retryDownload: true, withBuild: false })
})
