// `npm run screenshots`: pictures of every view, light and dark; those of the README in docs/images.
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { runPlaywright } from './lib/suites.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const config = ['--config', 'e2e/screenshots.config.ts']
  const { failed } = await runPlaywright(environment, [...config, ...process.argv.slice(2)])
  return failed === 0 ? 0 : 1
})
