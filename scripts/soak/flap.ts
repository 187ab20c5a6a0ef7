import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'

/** Which machines of the test driver change, and how many of them, in which of many rounds. */
export interface Flapping {
  readonly machines: number
  readonly changes: number
  readonly round: number
}

/** Suspends some machines, resumes others, stops and starts; by virsh, beside the app's back. */
export const flap = async (
  daemon: PrivateDaemon,
  { machines, changes, round }: Flapping,
): Promise<void> => {
  const verbs = ['suspend', 'resume', 'destroy', 'start'] as const
  const commands = Array.from({ length: changes }, (_, i) => {
    const number = round * changes + i
    // Each machine goes through all four, in this order.
    const verb = verbs[Math.floor(number / machines) % verbs.length]
    return `${verb} machine-${number % machines}`
  })
  await daemon.runAs('virsh', '-q', '-c', daemon.uri('test', '/default'), commands.join('; '))
}
