import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guestXml, writeBootDisk } from '../../libvirt/testing/boot-sector-guest'
import type { PrivateDaemon } from '../../libvirt/testing/private-daemon'

/**
 * Defines a real machine that shows every key that is typed, and sends it over its serial line.
 * `graphics` is its display, as an element.
 */
export const defineTypewriter = async (
  daemon: PrivateDaemon,
  name: string,
  graphics: string,
): Promise<void> => {
  const disk = join(daemon.directory, `${name}.img`)
  await writeBootDisk(disk, 'typewriter')
  const file = join(daemon.directory, `${name}.xml`)
  await writeFile(file, guestXml(name, disk, `${graphics}<video><model type='vga'/></video>`))
  await daemon.virsh('define', file)
}
