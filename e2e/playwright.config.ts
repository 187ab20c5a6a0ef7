import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // One at a time: every story has a libvirtd, guests and an Electron of its own.
  workers: 1,
  // A wait that is too short tells nothing; emulated guests on a busy machine take their time.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  // Emulated guests keep no time. A story that needs its second try is reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  reportSlowTests: null,
})
