import { afterAll } from 'vitest'
import { startPrivateDaemon, type PrivateDaemon } from '../libvirt/testing/private-daemon'
import { serveHost, type ServedHost } from './served-host'

/** A daemon of a test file's own, and all services on it. */
export interface PrivateHost {
  readonly daemon: PrivateDaemon
  readonly host: ServedHost
}

/** Starts both for the test file that calls it at its top; they end with its last test. */
export const startPrivateHost = async (): Promise<PrivateHost> => {
  const daemon = await startPrivateDaemon()
  const host = await serveHost(daemon.uri())
  afterAll(async () => {
    await host.close()
    await daemon.dispose()
  })
  return { daemon, host }
}
