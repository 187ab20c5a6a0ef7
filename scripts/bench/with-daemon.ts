import { chmod } from 'node:fs/promises'
import {
  startPrivateDaemon,
  type PrivateDaemon,
} from '../../src-main/libvirt/testing/private-daemon'

let interruption: Promise<never> | undefined

/** Rejects when this process is told to end. */
const interrupted = (): Promise<never> => {
  if (interruption === undefined) {
    interruption = new Promise((_, reject) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.once(signal, () => reject(new Error(`ended by ${signal}`)))
      }
    })
    // It may come while a daemon is only starting and nobody listens yet.
    interruption.catch(() => undefined)
  }
  return interruption
}

/**
 * Runs something with a libvirtd of its own, which ends with it, also when this process is told to
 * end; the machine's own daemon is never touched.
 */
export const withDaemon = async <T>(use: (daemon: PrivateDaemon) => Promise<T>): Promise<T> => {
  const toEnd = interrupted()
  const daemon = await startPrivateDaemon()
  try {
    await chmod(daemon.directory, 0o755)
    return await Promise.race([use(daemon), toEnd])
  } finally {
    await daemon.dispose()
  }
}
