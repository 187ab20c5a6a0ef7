import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { remote, type DomainRef } from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import type { Caller } from './recorder'

const flags = 0

/** A real machine with an empty disk: its firmware runs and finds nothing to boot. */
export interface Machine {
  readonly dom: DomainRef
  /** A path beside its disk's image, for what the test makes. */
  readonly beside: (name: string) => string
}

const xmlOf = (name: string, image: string): string =>
  `<domain type='qemu'><name>${name}</name>
  <memory>65536</memory><vcpu current='1'>2</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
  <on_reboot>restart</on_reboot>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>
      <target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>
    <controller type='usb' model='qemu-xhci'/>
    <interface type='user'><mac address='52:54:00:00:00:09'/><model type='virtio'/></interface>
    <serial type='pty'/><console type='pty'/>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <channel type='unix'><target type='virtio' name='org.virthelm.0'/></channel>
    <graphics type='vnc'><listen type='socket'/></graphics><video><model type='vga'/></video>
    <memballoon model='virtio'/>
  </devices></domain>`

/** Runs `use` on a running machine of its own, with which it may do as it likes. */
export const withMachine = async (
  qemu: Caller,
  daemon: PrivateDaemon,
  name: string,
  use: (machine: Machine) => Promise<void>,
): Promise<void> => {
  const folder = daemon.env['XDG_DATA_HOME'] ?? ''
  const beside = (file: string): string => join(folder, `${name}-${file}`)
  const image = beside('disk.qcow2')
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', image, '8M')
  const { dom } = await qemu.answers(remote.domainCreateXml, { xmlDesc: xmlOf(name, image), flags })
  try {
    await use({ dom, beside })
  } finally {
    // The machine may be gone already.
    await qemu.connection.call(remote.domainDestroy, { dom }).catch(() => {})
  }
}

/** Waits, with a bound, for what no event tells. */
export const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 30_000; !(await holds());) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await sleep(50)
  }
}
