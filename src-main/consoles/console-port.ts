import { z } from 'zod'
import type { ConsoleMessage, ConsoleRequest } from '../../src-preload/contract/console'

/**
 * The session's end of the wire to its window. Electron's `MessagePortMain` is one; so is anything
 * else that carries structured clones both ways.
 */
export interface ConsolePort {
  postMessage(message: ConsoleMessage): void
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown
  /** The window has gone. */
  on(event: 'close', listener: () => void): unknown
  /** Messages are kept back until then. */
  start(): void
  close(): void
}

const MAX_INPUT_BYTES = 16 * 1024 * 1024

const consoleRequest: z.ZodType<ConsoleRequest> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('input'),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MAX_INPUT_BYTES),
  }),
  z.object({ type: z.literal('drawn'), count: z.number().int().nonnegative() }),
  z.object({ type: z.literal('attach'), takeOver: z.boolean() }),
])

/** What a window asked for, or null where that is nothing a console window may ask. */
export const readConsoleRequest = (data: unknown): ConsoleRequest | null =>
  consoleRequest.safeParse(data).data ?? null
