/** All services on one host of a private daemon, for tests of what they do together. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Job, JobStarted } from '../../src-preload/contract/job'
import { readCommandLine } from '../command-line'
import type { Connection } from '../libvirt'
import { noVault } from '../secrets/secret-vault'
import { makeServices, type Services } from '../services'
import { Settings } from '../settings/settings'

/** How long anything may take before a test gives it up, in ms. */
const PATIENCE_MS = 45_000

/** Waits until a check holds; answers what it answered. */
export const until = async <T>(check: () => T | null | undefined | false): Promise<T> => {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const found = check()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error('what was waited for did not come')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export interface ServedHost {
  readonly services: Services
  readonly settings: Settings
  readonly hostId: string
  readonly connection: Connection
  /** A folder of this test's own. */
  readonly folder: string
  /** Waits for a job's end. */
  readonly ended: (started: JobStarted) => Promise<Job>
  /** Waits for a job's end; throws unless it is done. */
  readonly done: (started: JobStarted) => Promise<Job>
  readonly close: () => Promise<void>
}

/** Serves one URI; resolves when the host is connected. */
export const serveHost = async (uri: string): Promise<ServedHost> => {
  const folder = mkdtempSync(join(tmpdir(), 'vh-served-'))
  const log = pino({ level: 'silent' })
  const settings = new Settings(join(folder, 'settings.json'), log)
  const services = makeServices({
    commandLine: readCommandLine(['--connect', uri]),
    settings,
    folder,
    vault: noVault,
    environment: {},
    log,
  })
  const host = await until(() => services.hosts.hosts.find(({ state }) => state === 'connected'))
  const ended = ({ jobId }: JobStarted): Promise<Job> =>
    until(() => services.jobs.jobs.find(({ id, state }) => id === jobId && state !== 'running'))
  return {
    services,
    settings,
    hostId: host.id,
    get connection() {
      return services.hosts.get(host.id).connection
    },
    folder,
    ended,
    done: async (started) => {
      const job = await ended(started)
      if (job.state !== 'done') throw new Error(JSON.stringify(job.failure ?? job))
      return job
    },
    close: async () => {
      await services.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
