import { defineConfig } from '@playwright/test'

/** `npm run test:packaged`: the main job once more, in the app as people install it. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.packaged.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 45_000 },
  retries: process.env['CI'] ? 1 : 0,
  reportSlowTests: null,
})
