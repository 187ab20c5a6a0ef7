// `npm test`: all set-up, the build, then every suite; ends with one line of what passed and failed.
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { runAllStories, runVitest } from './lib/suites.mjs'
import { testEnvironment } from './lib/test-environment.mjs'

await runScript(async () => {
  const environment = testEnvironment(await setUp({ forTests: true }))
  const suites = [
    () => runVitest('unit', environment),
    () => runVitest('integration', environment),
    () => runAllStories(environment),
  ]
  const counts = []
  for (const suite of suites) counts.push(await suite())
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
