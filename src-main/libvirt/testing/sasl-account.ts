import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials } from '../auth/sasl'
import type { PrivateDaemon } from './private-daemon'

/**
 * Gives a daemon that is not started yet a SASL database of its own, with one person in it; a
 * daemon that asks for SASL (`auth_unix_rw = "sasl"`) lets that person in, by these mechanisms.
 */
export const addSaslAccount = async (
  daemon: PrivateDaemon,
  { username, password }: Credentials,
  mechanisms: readonly string[] = ['scram-sha-256', 'scram-sha-1'],
): Promise<void> => {
  const directory = join(daemon.directory, 'sasl')
  const database = join(directory, 'passwd.db')
  await mkdir(directory, { recursive: true })
  const settings = {
    mech_list: mechanisms.join(' '),
    sasldb_path: database,
    pwcheck_method: 'auxprop',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${value}\n`)
  await writeFile(join(directory, 'libvirt.conf'), lines.join(''))
  const making = ['-p', '-c', '-f', database, '-a', 'libvirt', username]
  const make = spawn('saslpasswd2', making, { stdio: ['pipe', 'ignore', 'inherit'] })
  make.stdin.end(password)
  const [exitCode] = await once(make, 'exit')
  if (exitCode !== 0) throw new Error(`saslpasswd2 ended with ${exitCode}`)
  await daemon.give(directory)
}
