import { chmod } from 'node:fs/promises'
import {
  startPrivateDaemon,
  type PrivateDaemon,
} from '../../src-main/libvirt/testing/private-daemon'

/** Runs something with a libvirtd of its own; the machine's own daemon is never touched. */
export const withDaemon = async <T>(use: (daemon: PrivateDaemon) => Promise<T>): Promise<T> => {
  const daemon = await startPrivateDaemon()
  try {
    await chmod(daemon.directory, 0o755)
    return await use(daemon)
  } finally {
    await daemon.dispose()
  }
}
