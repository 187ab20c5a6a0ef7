import type { Machine } from '../../src-preload/contract/machine'
import {
  AuthenticationError,
  ConsoleFlags,
  ErrorCode,
  isInvalidState,
  LibvirtError,
  remote,
  UriError,
  type Connection,
} from '../libvirt'
import { ConsoleRefused, type ConsoleLine, type RefusalReason } from './console-line'

/** Which console to open, and how. */
export interface ConsoleCall {
  readonly machine: Pick<Machine, 'name' | 'uuid'>
  /** A device's alias, or null for the machine's first console. */
  readonly device: string | null
  readonly takeOver: boolean
  readonly openConnection: () => Promise<Connection>
}

const reasonOf = (error: unknown): RefusalReason => {
  if (isInvalidState(error)) return 'not-running'
  if (error instanceof LibvirtError) {
    // The one thing that libvirt calls a failed operation here: "Active console session exists".
    if (error.code === ErrorCode.operationFailed) return 'in-use'
    // The pseudo terminal of a machine that is just going, or coming.
    return error.code === ErrorCode.systemError ? 'for-now' : 'for-good'
  }
  return error instanceof AuthenticationError || error instanceof UriError ? 'for-good' : 'for-now'
}

/**
 * Opens a machine's console on a connection of its own: the protocol has no flow control of single
 * streams, so a guest that floods its console may only hold up this one.
 *
 * The flag SAFE is left out: QEMU's consoles are safe without it, and drivers that lack it refuse
 * the call. Rejects with a {@link ConsoleRefused}.
 */
export const openConsoleLine = async (call: ConsoleCall): Promise<ConsoleLine> => {
  let connection: Connection | undefined
  try {
    connection = await call.openConnection()
    const opened = connection
    const stream = await opened.openStream(remote.domainOpenConsole, {
      dom: { name: call.machine.name, uuid: call.machine.uuid, id: -1 },
      devName: call.device,
      flags: call.takeOver ? ConsoleFlags.force : 0,
    })
    return {
      [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
      write: (bytes) => stream.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
      hangUp: () => stream.abort(),
      release: () => opened.close(),
    }
  } catch (error) {
    await connection?.close()
    throw new ConsoleRefused(reasonOf(error), error)
  }
}
