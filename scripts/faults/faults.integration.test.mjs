import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { projectFolder } from '../lib/project.mjs'

const run = promisify(execFile)

/** Few, so that there is time for it in every test run; `npm run faults` injects as many as told. */
const COUNT = 30

// Most of the time goes into waiting until what is half-open is found out.
it.concurrent.each([1, 20_261_121])(
  'clients outlive faults, and the list is virsh’s: seed %i',
  async (seed) => {
    const args = ['--import', 'tsx', join('scripts', 'faults', 'main.ts')]
    const faults = ['--wake', '--seed', String(seed), '--count', String(COUNT)]
    const { stdout, stderr } = await run(process.execPath, [...args, ...faults], {
      cwd: projectFolder,
    }).catch((error) => error)
    const report = JSON.parse(stdout.trim().split('\n').at(-1) || 'null')
    const flawless = { unsettled: 0, unhandled: 0, leaked: 0, inventoryMatches: true }
    // What it has said shows beside what was expected of it.
    expect({ ...report, said: stderr }).toMatchObject({ seed, faults: COUNT, ...flawless })
    expect(report.settled).toBeGreaterThan(COUNT)
  },
  300_000,
)
