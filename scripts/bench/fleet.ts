import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'

/** A machine of libvirt's test driver, by its number. */
export const testMachine = (number: number): string =>
  `<domain type='test'><name>machine-${number}</name><memory>131072</memory><vcpu>2</vcpu>` +
  `<os><type>hvm</type></os></domain>`

/**
 * Writes a fleet of running machines for libvirt's test driver, and returns its URI. The daemon
 * reads the file anew for each connection, which then has a world of its own.
 */
export const writeFleet = async (daemon: PrivateDaemon, size: number): Promise<string> => {
  const file = join(daemon.directory, `fleet-${size}.xml`)
  const machines = Array.from({ length: size }, (_, number) => testMachine(number))
  await writeFile(file, `<node>\n${machines.join('\n')}\n</node>\n`)
  return daemon.uri('test', file)
}
