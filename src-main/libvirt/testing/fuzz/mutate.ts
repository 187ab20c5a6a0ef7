import { HEADER_BYTES } from '../../wire/frame'
import type { Random } from '../random'

/** Words at which programs go wrong: ends of ranges, markers, lengths just above a maximum. */
const WORDS = [
  0, 1, 2, 3, 4, 7, 8, 16, 17, 64, 255, 1024, 16_384, 16_385, 65_536, 4_194_304, 4_194_305,
  33_554_408, 0x7fff_fffe, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
] as const

const bytes = (random: Random, count: number): Buffer => {
  const noise = Buffer.allocUnsafe(count)
  for (let i = 0; i < count; i++) noise[i] = random.integer(0, 255)
  return noise
}

/** Its own length is in its first word, unless that is what is wrong. */
const withLength = (packet: Buffer): Buffer => {
  if (packet.length >= 4) packet.writeUInt32BE(packet.length, 0)
  return packet
}

type Mutation = (packet: Buffer, random: Random, other: Buffer) => Buffer

const wordAt = (packet: Buffer, random: Random, first: number): number =>
  first + 4 * random.integer(0, Math.max(0, Math.floor((packet.length - first) / 4) - 1))

const setWord = (packet: Buffer, at: number, value: number): Buffer => {
  if (at + 4 <= packet.length) packet.writeUInt32BE(value >>> 0, at)
  return packet
}

const mutations: readonly (readonly [weight: number, mutation: Mutation])[] = [
  // A word of the payload.
  [
    8,
    (packet, random) => setWord(packet, wordAt(packet, random, HEADER_BYTES), random.pick(WORDS)),
  ],
  // Some bytes of the payload.
  [
    6,
    (packet, random) => {
      for (let i = random.integer(1, 6); i > 0 && packet.length > HEADER_BYTES; i--) {
        packet[random.integer(HEADER_BYTES, packet.length - 1)] = random.integer(0, 255)
      }
      return packet
    },
  ],
  // A word of the header.
  [
    3,
    (packet, random) =>
      setWord(packet, wordAt(packet, random, 4) % HEADER_BYTES, random.pick(WORDS)),
  ],
  [2, (packet, random) => setWord(packet, 16, random.integer(0, 7))],
  [2, (packet, random) => setWord(packet, 24, random.integer(0, 3))],
  // The length.
  [2, (packet, random) => setWord(packet, 0, random.pick(WORDS))],
  [2, (packet, random) => setWord(packet, 0, packet.length + random.integer(-40, 40))],
  // The end is missing.
  [
    4,
    (packet, random) => withLength(packet.subarray(0, random.integer(HEADER_BYTES, packet.length))),
  ],
  // There is more than there should be.
  [
    3,
    (packet, random) => withLength(Buffer.concat([packet, bytes(random, random.integer(1, 40))])),
  ],
  // Words are missing in the middle.
  [
    3,
    (packet, random) => {
      const at = wordAt(packet, random, HEADER_BYTES)
      const missing = 4 * random.integer(1, 4)
      return withLength(Buffer.concat([packet.subarray(0, at), packet.subarray(at + missing)]))
    },
  ],
  // The end is another packet's.
  [
    3,
    (packet, random, other) =>
      withLength(
        Buffer.concat([
          packet.subarray(0, wordAt(packet, random, HEADER_BYTES)),
          other.subarray(wordAt(other, random, HEADER_BYTES)),
        ]),
      ),
  ],
  // The payload is noise.
  [
    2,
    (packet, random) =>
      withLength(
        Buffer.concat([packet.subarray(0, HEADER_BYTES), bytes(random, random.integer(0, 120))]),
      ),
  ],
  // All is noise.
  [1, (_, random) => bytes(random, random.integer(1, 120))],
  [2, (packet) => packet],
]

/** Another packet, made of one that makes sense, and at times of a second. */
export const mutate = (packet: Buffer, other: Buffer, random: Random): Buffer => {
  let mutated: Buffer = Buffer.from(packet)
  for (let times = random.integer(1, 3); times > 0; times--) {
    mutated = random.weighted(mutations)(mutated, random, other)
  }
  return mutated
}
