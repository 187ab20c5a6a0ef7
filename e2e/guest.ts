import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'

const SERIAL_PORT = `<serial type='pty'/>
        <console type='pty'><target type='serial' port='0'/></console>`

/** The channel to the guest's agent, which the demo guest has. */
export const agentChannel = `<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>`

/** Defines the demo guest under a name: a real QEMU machine that logs in on its serial port. */
export const defineGuest = async (
  host: PrivateDaemon,
  guest: { readonly kernel: string; readonly initrd: string },
  name: string,
  consoles = SERIAL_PORT,
  /** The XML of further devices. */
  devices = '',
): Promise<void> => {
  const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const file = join(host.directory, 'definition.xml')
  await writeFile(
    file,
    `<domain type='qemu'>
      <name>${escaped}</name>
      <memory unit='MiB'>128</memory>
      <os>
        <type machine='q35'>hvm</type>
        <kernel>${guest.kernel}</kernel>
        <initrd>${guest.initrd}</initrd>
        <cmdline>console=ttyS0 no_timer_check quiet</cmdline>
      </os>
      <features><acpi/></features>
      <devices>
        ${consoles}
        ${devices}
      </devices>
    </domain>`,
  )
  await host.virsh('define', file)
}

/** Gives a host the pool `images`; answers its folder. */
export const makeImagePool = async (host: PrivateDaemon): Promise<string> => {
  const folder = join(host.directory, 'home', 'images')
  await host.virsh('pool-create-as', 'images', 'dir', '--target', folder, '--build')
  return folder
}

/** Defines a machine that boots nothing and has one disk, in a file that need not be there. */
export const defineWithDisk = async (
  host: PrivateDaemon,
  name: string,
  disk: string,
  format: 'qcow2' | 'raw' = 'qcow2',
): Promise<void> => {
  const file = join(host.directory, `${name}.xml`)
  await writeFile(
    file,
    `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory>
      <os><type machine='q35'>hvm</type></os>
      <devices>
        <disk type='file' device='disk'><driver name='qemu' type='${format}'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>
      </devices></domain>`,
  )
  await host.virsh('define', file)
}

/** Defines many machines of the test driver, running; answers the URI that holds them. */
export const makeFleet = async (host: PrivateDaemon, size: number): Promise<string> => {
  const file = join(host.directory, `fleet-${size}.xml`)
  const machines = Array.from({ length: size }, (_, i) => {
    const name = `fleet-${String(i).padStart(5, '0')}`
    return `<domain type='test'><name>${name}</name><memory>${(i % 64) + 1}048</memory><vcpu>${(i % 8) + 1}</vcpu><os><type>hvm</type></os></domain>`
  })
  await writeFile(file, `<node>${machines.join('')}</node>`, { mode: 0o644 })
  return host.uri('test', file)
}
