// Loaded by `node --import` into a process that calls a real daemon: keeps one packet of each kind
// that arrives on any socket, a handy one, in the file that VIRTHELM_PACKETS names. This is how
// src-main/libvirt/testing/fuzz/packets.txt was made:
//
//     VIRTHELM_PACKETS=packets.txt NODE_OPTIONS="--import $PWD/scripts/fuzz/tap-sockets.mjs" \
//       npx vitest run --project integration src-main/libvirt/procedures/coverage.integration.test.ts
import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'

const HEADER_BYTES = 28
const programs = new Set([0x20008086, 0x20008087, 0x6b656570])

/** @type {Map<string, Buffer>} */
const packets = new Map()
/** @type {WeakMap<Socket, Buffer>} */
const held = new WeakMap()

/**
 * A packet says the more the longer it is, but for those that are mostly text.
 *
 * @param {Buffer} packet
 */
function handiness({ length }) {
  return length <= 1024 ? length : -length
}

/** @param {Buffer} packet */
function keep(packet) {
  const [program = 0, procedure = 0, type = 0, status = 0] = [4, 12, 16, 24].map((at) =>
    packet.readUInt32BE(at),
  )
  if (!programs.has(program)) return
  const kind = [program.toString(16), procedure, type, status].join(' ')
  const known = packets.get(kind)
  if (known && handiness(known) >= handiness(packet)) return
  packets.set(kind, Buffer.from(packet))
  write()
}

/** At each change: the process may be ended without a word. */
function write() {
  const file = process.env.VIRTHELM_PACKETS
  if (!file || packets.size < 100) return
  const lines = [...packets.values()].map((packet) => packet.toString('hex'))
  writeFileSync(
    file,
    `${lines.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).join('\n')}\n`,
  )
}

const push = Reflect.get(Socket.prototype, 'push')
/**
 * @param {any} chunk
 * @param {BufferEncoding} [encoding]
 */
Socket.prototype.push = function (chunk, encoding) {
  if (Buffer.isBuffer(chunk)) {
    let bytes = Buffer.concat([held.get(this) ?? Buffer.alloc(0), chunk])
    while (bytes.length >= HEADER_BYTES && bytes.readUInt32BE(0) <= bytes.length) {
      const length = Math.max(bytes.readUInt32BE(0), HEADER_BYTES)
      keep(bytes.subarray(0, length))
      bytes = bytes.subarray(length)
    }
    held.set(this, Buffer.from(bytes))
  }
  return push.call(this, chunk, encoding)
}
