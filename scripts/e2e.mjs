// `npm run test:e2e [-- playwright's arguments]`: the stories in the real app, set-up included.
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { runPlaywright } from './lib/suites.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const { failed } = await runPlaywright(environment, process.argv.slice(2))
  return failed === 0 ? 0 : 1
})
