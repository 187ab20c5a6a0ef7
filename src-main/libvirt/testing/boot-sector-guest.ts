/** Guests of 512 bytes: real QEMU, booted in a moment, with a serial line that behaves. */
import { chmod, writeFile } from 'node:fs/promises'

const SECTOR_BYTES = 512
const DISK_BYTES = 1_048_576

/** Says `!`, then sends back every byte that comes. */
const ECHO = [
  0xba,
  0xf8,
  0x03, // mov dx, 0x3f8: the first UART's data
  0xb0,
  0x21,
  0xee, // mov al, '!'; out dx, al
  0xba,
  0xfd,
  0x03, // wait: mov dx, 0x3fd: its line status
  0xec,
  0xa8,
  0x01, // in al, dx; test al, 1: has a byte come?
  0x74,
  0xf8, // jz wait
  0xba,
  0xf8,
  0x03, // mov dx, 0x3f8
  0xec,
  0xee, // in al, dx; out dx, al
  0xeb,
  0xf1, // jmp wait
]

/** Sends `x` without end. */
const FLOOD = [
  0xba,
  0xf8,
  0x03, // mov dx, 0x3f8
  0xb0,
  0x78, // mov al, 'x'
  0xee, // send: out dx, al
  0xeb,
  0xfd, // jmp send
]

const programs = { echo: ECHO, flood: FLOOD } as const

/** Writes the disk that a guest boots from. */
export const writeBootDisk = async (
  path: string,
  program: keyof typeof programs,
): Promise<void> => {
  const disk = Buffer.alloc(DISK_BYTES)
  disk.set(programs[program])
  disk.writeUInt16LE(0xaa55, SECTOR_BYTES - 2)
  await writeFile(path, disk)
  await chmod(path, 0o666)
}

/** A machine that boots from such a disk, emulated, with one serial console. */
export const guestXml = (name: string, disk: string): string => `
  <domain type='qemu'>
    <name>${name}</name>
    <memory unit='MiB'>16</memory>
    <os><type arch='x86_64' machine='pc'>hvm</type></os>
    <devices>
      <emulator>/usr/bin/qemu-system-x86_64</emulator>
      <disk type='file' device='disk'>
        <driver name='qemu' type='raw'/>
        <source file='${disk}'/>
        <target dev='hda' bus='ide'/>
      </disk>
      <controller type='usb' model='none'/>
      <memballoon model='none'/>
      <serial type='pty'><target port='0'/></serial>
      <console type='pty'><target type='serial' port='0'/></console>
    </devices>
  </domain>`
