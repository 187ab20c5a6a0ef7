/** Guests of 512 bytes: real QEMU, booted in a moment, with a serial line that behaves. */
import { chmod, writeFile } from 'node:fs/promises'

const SECTOR_BYTES = 512
const DISK_BYTES = 1_048_576

type Line = readonly [hex: string, source: string]

const assemble = (...lines: readonly Line[]): Buffer =>
  Buffer.concat(lines.map(([hex]) => Buffer.from(hex, 'hex')))

/**
 * Sends back every byte that comes. It greets nobody: what a guest says before QEMU has noticed
 * that somebody reads its terminal is lost.
 */
const ECHO = assemble(
  ['bafd03', 'wait: mov dx, 0x3fd'], // the first UART's line status
  ['ec', 'in al, dx'],
  ['a801', 'test al, 1'], // has a byte come?
  ['74f8', 'jz wait'],
  ['baf803', 'mov dx, 0x3f8'], // its data
  ['ec', 'in al, dx'],
  ['ee', 'out dx, al'],
  ['ebf1', 'jmp wait'],
)

/** Sends `x` without end. */
const FLOOD = assemble(
  ['baf803', 'mov dx, 0x3f8'],
  ['b078', "mov al, 'x'"],
  ['ee', 'send: out dx, al'],
  ['ebfd', 'jmp send'],
)

/** Sends `.` at each tick of the clock, 18 a second, and sleeps in between. */
const TICK = assemble(
  ['f4', 'tick: hlt'],
  ['baf803', 'mov dx, 0x3f8'],
  ['b02e', "mov al, '.'"],
  ['ee', 'out dx, al'],
  ['ebf7', 'jmp tick'],
)

/**
 * Shows every key that is typed, and sends it over the serial line as well. It begins with `!` there
 * and sends `.` for as long as it waits: keys that come before a BIOS wants any can choke it.
 */
const TYPEWRITER = assemble(
  ['baf803', 'mov dx, 0x3f8'],
  ['b021', "mov al, '!'"],
  ['ee', 'out dx, al'],
  ['b401', 'wait: mov ah, 1'], // has the BIOS a key?
  ['cd16', 'int 0x16'],
  ['7509', 'jnz key'],
  ['f4', 'hlt'],
  ['baf803', 'mov dx, 0x3f8'],
  ['b02e', "mov al, '.'"],
  ['ee', 'out dx, al'],
  ['ebf1', 'jmp wait'],
  ['31c0', 'key: xor ax, ax'], // takes it
  ['cd16', 'int 0x16'],
  ['b40e', 'mov ah, 0x0e'], // and writes it on the screen
  ['bb0700', 'mov bx, 7'],
  ['cd10', 'int 0x10'],
  ['baf803', 'mov dx, 0x3f8'],
  ['ee', 'out dx, al'],
  ['ebe0', 'jmp wait'],
)

/**
 * Writes to half a MiB of its memory, over and over, always something else. Says `!` on its second
 * serial line before: see {@link secondLine}.
 */
const BUSY = assemble(
  ['baf802', 'mov dx, 0x2f8'],
  ['b021', "mov al, '!'"],
  ['ee', 'out dx, al'],
  ['e492', 'sweep: in al, 0x92'],
  ['3402', 'xor al, 2'],
  ['e692', 'out 0x92, al'], // emulators forget at another A20 which pages they saw written, and look anew
  ['b80010', 'mov ax, 0x1000'], // the first of eight segments
  ['8ec0', 'segment: mov es, ax'],
  ['31ff', 'xor di, di'],
  ['b90080', 'mov cx, 0x8000'], // words in it
  ['93', 'xchg ax, bx'],
  ['f3ab', 'rep stosw'],
  ['40', 'inc ax'],
  ['93', 'xchg ax, bx'],
  ['050010', 'add ax, 0x1000'],
  ['3d0090', 'cmp ax, 0x9000'],
  ['75ec', 'jne segment'],
  ['ebe1', 'jmp sweep'],
)

const REST: Line = ['f4ebfd', 'rest: hlt; jmp rest']

/** Sets its watchdog (ib700) to no time at all, and never touches it again. */
const HANG = assemble(
  ['ba4304', 'mov dx, 0x443'],
  ['b00f', 'mov al, 0x0f'],
  ['ee', 'out dx, al'],
  REST,
)

/** Tells its panic device (ISA) that it panicked. */
const PANIC = assemble(
  ['ba0505', 'mov dx, 0x505'],
  ['b001', 'mov al, 1'],
  ['ee', 'out dx, al'],
  REST,
)

/** Reads the 129th sector of its disk. */
const READ = assemble(
  ['31db', 'xor bx, bx'],
  ['8ec3', 'mov es, bx'],
  ['bb007e', 'mov bx, 0x7e00'], // where to
  ['b80102', 'mov ax, 0x0201'], // one sector
  ['b90300', 'mov cx, 3'], // cylinder 0, sector 3
  ['ba8002', 'mov dx, 0x0280'], // head 2 of the first disk
  ['cd13', 'int 0x13'],
  REST,
)

/** Switches itself off by ACPI. */
const POWER_OFF = assemble(
  ['ba0406', 'mov dx, 0x604'], // where the BIOS puts PM1a_CNT
  ['b80020', 'mov ax, 0x2000'], // SLP_EN
  ['ef', 'out dx, ax'],
  REST,
)

const programs = {
  echo: ECHO,
  flood: FLOOD,
  tick: TICK,
  typewriter: TYPEWRITER,
  busy: BUSY,
  hang: HANG,
  panic: PANIC,
  powerOff: POWER_OFF,
  read: READ,
} as const

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

/** A second serial line that goes into a file, for `more` of {@link guestXml}. */
export const secondLine = (path: string): string =>
  `<serial type='file'><source path='${path}'/><target port='1'/></serial>`

/** A machine that boots from such a disk, emulated, with one serial console and what `more` adds. */
export const guestXml = (name: string, disk: string, more = ''): string => `
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
      <console type='pty'><target type='serial' port='0'/></console>${more}
    </devices>
  </domain>`
