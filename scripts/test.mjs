// `npm test`: all set-up, the build, then every suite; ends with one line of what passed and failed.
import { runScript } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'
import { runAllStories, runVitest, sumOf } from './lib/suites.mjs'
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
  const { passed, failed, failures } = sumOf(counts)
  // Once more by name at the end, where a log that was cut still has them.
  for (const failure of failures) console.log(`failed: ${failure}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
