import { defineConfig } from '@playwright/test'

/** `npm run screenshots`: pictures of the real app, for the README and for looking at. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reportSlowTests: null,
})
