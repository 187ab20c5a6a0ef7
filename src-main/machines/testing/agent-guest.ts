import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { until, type ServedHost } from '../../testing/served-host'
import { guestFolder } from '../demo-machine'

/** What a real guest is made of besides its kernel. */
export interface AgentGuest {
  readonly name: string
  /** The XML of further devices: disks. */
  readonly devices?: string
  /** Where the agent's channel leads to; libvirt's own choice where it is absent. */
  readonly channel?: string
}

/** Defines and starts a real guest with an agent; resolves once the agent is there. */
export const startAgentGuest = async (
  daemon: PrivateDaemon,
  host: ServedHost,
  { name, devices = '', channel = '' }: AgentGuest,
): Promise<MachineId> => {
  const files = ['vmlinuz', 'initrd.img'] as const
  // The daemon's user can't read the home folder that the guest is built in.
  for (const file of files) await copyFile(join(guestFolder(), file), join(daemon.directory, file))
  const definition = join(daemon.directory, `${name}.xml`)
  await writeFile(
    definition,
    `<domain type='qemu'><name>${name}</name><memory unit='MiB'>160</memory>
      <os><type machine='q35'>hvm</type>
        <kernel>${daemon.directory}/vmlinuz</kernel><initrd>${daemon.directory}/initrd.img</initrd>
        <cmdline>console=ttyS0 no_timer_check quiet hostname=${name}</cmdline></os>
      <features><acpi/></features>
      <devices>${devices}<serial type='pty'/><console type='pty'/>
        <channel type='unix'>${channel}<target type='virtio' name='org.qemu.guest_agent.0'/></channel>
      </devices></domain>`,
  )
  await daemon.virsh('define', definition)
  await daemon.virsh('start', name)
  const uuid = (await daemon.virsh('domuuid', name)).trim()
  const id = `${host.hostId}/${uuid}`
  await until(() => host.services.inventory.get(id)?.state === 'running')
  return id
}

/** Waits until a guest's agent answers. */
export const agentAnswers = async (host: ServedHost, id: MachineId): Promise<void> => {
  for (const end = Date.now() + 90_000; ;) {
    const { state } = await host.services.guests.read(id, true)
    if (state === 'answering') return
    if (Date.now() > end) throw new Error(`the agent did not answer: ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Runs a shell command in a guest; answers its output, and throws when it fails. */
export const inGuest = async (host: ServedHost, id: MachineId, line: string): Promise<string> => {
  const started = host.services.guests.execute({
    id,
    program: '/bin/sh',
    programArguments: ['-c', line],
  })
  await host.done(started)
  const done = host.services.guests.execution(started.jobId)
  if (done?.exitCode !== 0) throw new Error(`${line}: ${JSON.stringify(done)}`)
  return done.output
}
