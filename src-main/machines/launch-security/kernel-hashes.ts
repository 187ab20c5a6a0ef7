import { createHash } from 'node:crypto'

/** What a guest boots into without a boot loader, as its owner has it. */
export interface DirectBoot {
  readonly kernel: Uint8Array
  readonly initrd?: Uint8Array
  readonly cmdline?: string
}

/**
 * QEMU's table of hashes, which it writes into the guest's memory with `kernelHashes='yes'`:
 *
 *     table   GUID 16 bytes, total length u16 LE, then three entries, then zeroes to 16 bytes
 *     entry   GUID 16 bytes, its length (50) u16 LE, SHA-256 32 bytes
 */
const guids = {
  table: '9438d606-4f22-4cc9-b479-a793d411fd21',
  cmdline: '97d02dd8-bd20-4c94-aa78-e7714d36ab2a',
  initrd: '44baf731-3a2f-4bd7-9af1-41e29169781d',
  kernel: '4de79437-abd2-427f-b835-d5b172d2045b',
} as const

const HEADER_BYTES = 18
const ENTRY_BYTES = HEADER_BYTES + 32
const ALIGNMENT = 16

/** A GUID as firmware stores it: its first three groups little-endian. */
const guidBytes = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes
}

const header = (guid: string, length: number): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES)
  guidBytes(guid).copy(bytes)
  bytes.writeUInt16LE(length, 16)
  return bytes
}

const entry = (guid: string, content: Uint8Array): Buffer =>
  Buffer.concat([header(guid, ENTRY_BYTES), createHash('sha256').update(content).digest()])

/** The table of hashes as it is measured, padding included: 176 bytes. */
export const kernelHashesTable = ({
  kernel,
  initrd = Buffer.alloc(0),
  cmdline = '',
}: DirectBoot): Buffer => {
  const entries = Buffer.concat([
    // The command line counts with the NUL that ends it.
    entry(guids.cmdline, Buffer.from(`${cmdline}\0`)),
    entry(guids.initrd, initrd),
    entry(guids.kernel, kernel),
  ])
  const length = HEADER_BYTES + entries.length
  const padding = Buffer.alloc(ALIGNMENT - (length % ALIGNMENT))
  return Buffer.concat([header(guids.table, length), entries, padding])
}
