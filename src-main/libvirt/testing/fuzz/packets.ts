/** Packets to begin with: of a real daemon, and for what it never sent, made from the declarations. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { events, qemu, remote } from '../../procedures/index'
import { HEADER_BYTES, MessageStatus, MessageType } from '../../wire/frame'
import type { Procedure } from '../../wire/procedure'
import { XdrError, XdrReader, type Codec } from '../../wire/xdr'
import type { Random } from '../random'

/** Made by `scripts/fuzz/tap-sockets.mjs`: one packet a line, as hexadecimal digits. */
const FILE = join(import.meta.dirname, 'packets.txt')

const ATTEMPTS = 200
const GENERATED_BYTES = 4096

/** Every procedure that a reply or a stream may be of, by program and number. */
export const proceduresByKey: ReadonlyMap<string, Procedure<unknown, unknown>> = new Map(
  [...Object.values(remote), ...Object.values(qemu)].map((procedure) => [
    `${procedure.program}:${procedure.number}`,
    procedure as Procedure<unknown, unknown>,
  ]),
)

/** Whose packet it is, as far as its header tells. */
export const keyOf = (packet: Buffer): string =>
  `${packet.readUInt32BE(4)}:${packet.readUInt32BE(12)}`

/** Answers each question of a codec as it goes: what was read at last is a payload that fits. */
class Inventor extends XdrReader {
  #used = 0

  constructor(readonly random: Random) {
    super(Buffer.alloc(GENERATED_BYTES))
  }

  get payload(): Buffer {
    return this.bytes.subarray(0, this.#used)
  }

  override get remaining(): number {
    return GENERATED_BYTES - this.#used
  }

  override take(size: number): number {
    const at = this.#used
    if (size > this.remaining) throw new XdrError('there is no room to invent more')
    this.#used += size
    // Small numbers are what markers and unions take.
    for (let i = at; i + 4 <= at + size; i += 4) {
      this.bytes.writeUInt32BE(this.random.integer(0, this.random.chance(0.8) ? 1 : 7), i)
    }
    return at
  }

  override takePadded(size: number): number {
    const at = this.take(size + (-size & 3))
    this.bytes.fill(0, at, this.#used).fill(0x61, at, at + size)
    return at
  }

  override length(max: number): number {
    const length = Math.min(max, this.random.integer(0, 3))
    this.bytes.writeUInt32BE(length, this.take(4))
    return length
  }
}

const invent = (codec: Codec<unknown>, random: Random): Buffer => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const inventor = new Inventor(random)
    try {
      codec.read(inventor)
      return inventor.payload
    } catch (error) {
      if (!(error instanceof XdrError)) throw error
    }
  }
  throw new Error('nothing that fits was found')
}

/** A packet of its header and payload; its serial is that of a connection's first call. */
export const packetOf = (
  header: { program: number; procedure: number; type: number; status: number },
  payload: Buffer,
): Buffer => {
  const packet = Buffer.concat([Buffer.alloc(HEADER_BYTES), payload])
  const { program, procedure, type, status } = header
  for (const [i, word] of [packet.length, program, 1, procedure, type, 1, status].entries()) {
    packet.writeUInt32BE(word, i * 4)
  }
  return packet
}

/** One packet of each kind that a real daemon has sent, and of each that it could send. */
export const packetsToBeginWith = (random: Random): readonly Buffer[] => {
  const captured = readFileSync(FILE, 'utf8').trim().split('\n')
  const real = captured.map((hex) => {
    const packet = Buffer.from(hex, 'hex')
    packet.writeUInt32BE(1, 20)
    return packet
  })
  const { reply: type, message } = MessageType
  const { ok: status } = MessageStatus
  const replies = [...proceduresByKey.values()].map(({ program, number: procedure, result }) =>
    packetOf({ program, procedure, type, status }, invent(result, random)),
  )
  const messages = Object.values(events).map((event) => {
    const { program, messageProcedure: procedure, payload, objectClass } = event
    const callbackId = Buffer.alloc(objectClass === 'connection' ? 0 : 4)
    const invented = invent(payload, random)
    const header = { program, procedure, type: message, status }
    return packetOf(header, Buffer.concat([callbackId, invented]))
  })
  return [...real, ...replies, ...messages]
}
