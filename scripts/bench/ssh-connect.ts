import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closeSshConnections, connect, remote } from '../../src-main/libvirt'
import { startPrivateSshd } from '../../src-main/libvirt/testing/private-sshd'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { withDaemon } from './with-daemon'

const run = promisify(execFile)

const sshConnect: Declaration = {
  name: 'ssh-connect',
  unit: 'ms',
  peer: 'virsh -c qemu+ssh list --all',
  better: 'lower',
  budget: 1.1,
  budgetOn: 'ratio',
}

/** From nothing to the first list over SSH, each time with a login of its own. */
export const sshConnections: Family = {
  figures: [sshConnect],
  measure: () =>
    withDaemon(async (daemon) => {
      const sshd = await startPrivateSshd(daemon)
      // Virsh passes no known_hosts on, and the person's own must stay as it is.
      const command = join(daemon.directory, 'ssh-command')
      await writeFile(
        command,
        `#!/bin/sh\nexec ssh -o UserKnownHostsFile=${sshd.knownHosts} "$@"\n`,
      )
      await chmod(command, 0o755)
      const uri = sshd.uri('qemu', '/session', { command })
      // As the app does it: what comes later shares the connection that is made here.
      const controlDirectory = join(daemon.directory, 'c')
      await mkdir(controlDirectory, { mode: 0o700 })
      try {
        const measurement = await inTurn({
          name: sshConnect.name,
          rounds: 15,
          warmUps: 2,
          ours: async () => {
            const ms = await timed(async () => {
              const connection = await connect(uri, { ssh: { controlDirectory } })
              await connection.call(remote.connectListAllDomains, { needResults: true, flags: 0 })
              await connection.close()
            })
            await closeSshConnections(controlDirectory)
            return ms
          },
          peer: () => timed(() => run('virsh', ['-q', '-c', uri, 'list', '--all'])),
        })
        return { [sshConnect.name]: measurement }
      } finally {
        await sshd.stop()
      }
    }),
}
