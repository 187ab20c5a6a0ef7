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

/** A daemon of a test file's own, with all services on its real host and on its test driver. */
export interface PrivateHosts {
  readonly daemon: PrivateDaemon
  readonly session: ServedHost
  readonly demo: ServedHost
}

/** Starts them for the test file that calls it at its top; they end with its last test. */
export const startPrivateHosts = async (): Promise<PrivateHosts> => {
  const { daemon, host: session } = await startPrivateHost()
  const demo = await serveHost(daemon.uri('test', '/default'))
  // The last one told is the first to be done.
  afterAll(() => demo.close())
  return { daemon, session, demo }
}
