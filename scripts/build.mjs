// Builds main, preload and renderer into out/.
import { build } from './lib/build.mjs'
import { provideDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/say.mjs'

await runScript(() => {
  provideDependencies()
  build()
})
