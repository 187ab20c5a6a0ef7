import { setTimeout as sleep } from 'node:timers/promises'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import type { Random } from '../../src-main/libvirt/testing/random'
import { definedMachines, guests, testMachines } from './world'

/** How long one run of virsh may take, in seconds: the daemon may be stopped, or gone. */
const VIRSH_SECONDS = '6'

const runVirsh = async (daemon: PrivateDaemon, uri: string, commands: string): Promise<void> => {
  const virsh = ['virsh', '-q', '-c', uri, commands]
  // It fails wherever a machine is in another state by now, or the daemon is not there.
  await daemon.runAs('timeout', VIRSH_SECONDS, ...virsh).catch(() => '')
}

/** A change to one of the test driver's machines. */
const testChange = (random: Random): string => {
  const name = random.pick(testMachines)
  return random.weighted([
    [4, `suspend ${name}`],
    [4, `resume ${name}`],
    [2, `destroy ${name}`],
    [2, `start ${name}`],
    [1, `undefine ${name}`],
  ])
}

/** A change to a real guest: never to what consoles are opened on for long. */
const qemuChange = (random: Random): string => {
  const guest = random.pick(guests)
  const defined = random.pick(definedMachines)
  return random.weighted([
    [4, `suspend ${guest}`],
    [4, `resume ${guest}`],
    [1, `destroy ${guest}; start ${guest}`],
    [1, `start --paused ${defined}`],
    [2, `destroy ${defined}`],
    [2, `domrename ${defined} ${defined}-renamed`],
    [2, `domrename ${defined}-renamed ${defined}`],
  ])
}

/** Changes machines by virsh, beside the client's back, until told to stop. */
export const makeMischief = async (
  daemon: PrivateDaemon,
  random: Random,
  signal: AbortSignal,
): Promise<void> => {
  const keepChanging = async (
    uri: string,
    own: Random,
    change: (random: Random) => string,
    most: { changes: number; pauseMs: number },
  ): Promise<void> => {
    while (!signal.aborted) {
      const changes = Array.from({ length: own.integer(1, most.changes) }, () => change(own))
      await runVirsh(daemon, uri, changes.join('; '))
      await sleep(own.integer(most.pauseMs / 4, most.pauseMs))
    }
  }
  await Promise.all([
    keepChanging(daemon.uri('test', '/default'), random.branch(), testChange, {
      changes: 6,
      pauseMs: 600,
    }),
    keepChanging(daemon.uri(), random.branch(), qemuChange, { changes: 2, pauseMs: 2_000 }),
  ])
}
