import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Bounds for what hangs, not expectations: a busy machine takes its time. */
const expectation = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: ['**/*.integration.test.*'],
          testTimeout: 60_000,
          expect: expectation,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['src-*/**/*.integration.test.ts', 'scripts/**/*.integration.test.mjs'],
          globalSetup: 'src-main/libvirt/testing/before-all-files.ts',
          // Every file brings a libvirtd and sometimes guests of its own: two at a time fit small
          // machines, and waits are bounds for the slowest of them rather than expectations.
          pool: 'forks',
          maxWorkers: 2,
          // Emulated guests keep no time: one that was late once is given a second chance.
          retry: process.env['CI'] ? 1 : 0,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: expectation,
        },
      },
    ],
  },
})
