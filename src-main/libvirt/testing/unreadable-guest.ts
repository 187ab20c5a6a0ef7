/** A guest whose disk fails it: real QEMU meets a real I/O error. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { guestXml, writeBootDisk } from './boot-sector-guest'
import type { PrivateDaemon } from './private-daemon'

/** Where a qcow2 header says where its first table is, which leads to the second, to the clusters. */
const L1_TABLE_OFFSET = 40
const ENTRY_BYTES = 8
const OFFSET_MASK = 0x00ff_ffff_ffff_fe00n
/** In use, and where no cluster can begin. */
const NOWHERE = 0x8000_0000_0000_0200n

/** Breaks the map of a qcow2 image: from 64 KiB on nothing of it can be read. */
const breakImage = async (path: string): Promise<void> => {
  const image = await open(path, 'r+')
  try {
    const entry = Buffer.alloc(ENTRY_BYTES)
    const placeAt = async (place: number): Promise<number> => {
      await image.read(entry, 0, ENTRY_BYTES, place)
      return Number(entry.readBigUInt64BE() & OFFSET_MASK)
    }
    const clusters = await placeAt(await placeAt(L1_TABLE_OFFSET))
    entry.writeBigUInt64BE(NOWHERE)
    await image.write(entry, 0, ENTRY_BYTES, clusters + ENTRY_BYTES)
  } finally {
    await image.close()
  }
}

/** Makes a disk that boots and can't be read any further; answers the machine that stops at that. */
export const unreadableGuestXml = async (daemon: PrivateDaemon, name: string): Promise<string> => {
  const disk = join(daemon.directory, `${name}.img`)
  const image = join(daemon.directory, 'home', `${name}.qcow2`)
  await writeBootDisk(disk, 'read')
  await daemon.runAs('qemu-img', 'convert', '-O', 'qcow2', disk, image)
  await breakImage(image)
  const policy = "type='qcow2' error_policy='stop' rerror_policy='stop'"
  return guestXml(name, image).replace("type='raw'", policy)
}
