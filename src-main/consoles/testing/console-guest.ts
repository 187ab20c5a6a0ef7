import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Machine, MachineState } from '../../../src-preload/contract/machine'
import type { PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { guestFolder } from '../../machines/demo-machine'

/**
 * Defines a real machine on a private daemon, with a login on its first console (`serial0`, an
 * emulated UART) and on `console1` (a virtio console).
 */
export const defineConsoleGuest = async (daemon: PrivateDaemon, name: string): Promise<Machine> => {
  const files = { kernel: 'vmlinuz', initrd: 'initrd.img' }
  // The daemon's user can't read the home folder that the guest is built in.
  for (const file of Object.values(files)) {
    await copyFile(join(guestFolder(), file), join(daemon.directory, file))
  }
  const definition = join(daemon.directory, `${name}.xml`)
  await writeFile(
    definition,
    `<domain type='qemu'>
      <name>${name}</name>
      <memory unit='MiB'>128</memory>
      <os>
        <type machine='q35'>hvm</type>
        <kernel>${daemon.directory}/${files.kernel}</kernel>
        <initrd>${daemon.directory}/${files.initrd}</initrd>
        <cmdline>console=ttyS0 no_timer_check quiet hostname=${name}</cmdline>
      </os>
      <features><acpi/></features>
      <devices>
        <serial type='pty'/>
        <console type='pty'><target type='serial' port='0'/></console>
        <console type='pty'><target type='virtio' port='1'/></console>
      </devices>
    </domain>`,
  )
  await daemon.virsh('define', definition)
  const uuid = (await daemon.virsh('domuuid', name)).trim()
  return { id: `test/${uuid}`, hostId: 'test', uuid, name, state: 'shutOff' }
}

/** The machine in another state, as the inventory would tell it. */
export const inState = (machine: Machine, state: MachineState): Machine => ({ ...machine, state })
