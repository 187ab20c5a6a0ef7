import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** What a unix socket holds, about: then nothing is left for a second read. */
const READ_BYTES = 262_144

/** Shared by all sockets: whoever is handed bytes is done with them before the next are read. */
const received = Buffer.allocUnsafeSlow(READ_BYTES)

/** A socket whose bytes go to a listener, past its own stream. */
export interface ByteSocket {
  readonly socket: Socket
  readonly listen: (listener: (bytes: Buffer) => void) => void
}

/**
 * Begins to connect a socket that reads into one buffer over and over. A stream would make room
 * for 64 KiB at each read, which takes longer than the answer to a short question has to travel.
 * What arrives before anybody listens is lost.
 */
export const connectByteSocket = (to: NetConnectOpts): ByteSocket => {
  let take: (bytes: Buffer) => void = () => {}
  const socket = connect({
    ...to,
    onread: {
      buffer: received,
      callback: (size) => {
        take(received.subarray(0, size))
        return true
      },
    },
  })
  return {
    socket,
    listen: (listener) => {
      take = listener
    },
  }
}
