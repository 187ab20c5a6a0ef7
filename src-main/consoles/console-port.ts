import { z } from 'zod'
import type { ConsoleMessage, ConsoleRequest } from '../../src-preload/contract/console'
import type { WindowPort } from '../window-port'

export type ConsolePort = WindowPort<ConsoleMessage>

const MAX_INPUT_BYTES = 16 * 1024 * 1024

const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_INPUT_BYTES)

const cells = z.number().int().min(1).max(10_000)

const consoleRequest: z.ZodType<ConsoleRequest> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input'), bytes }),
  z.object({ type: z.literal('paste'), bytes }),
  z.object({ type: z.literal('stopPaste') }),
  z.object({ type: z.literal('size'), size: z.object({ columns: cells, rows: cells }) }),
  z.object({ type: z.literal('drawn'), count: z.number().int().nonnegative() }),
  z.object({ type: z.literal('attach'), takeOver: z.boolean() }),
])

/** What a window asked for, or null where that is nothing a console window may ask. */
export const readConsoleRequest = (data: unknown): ConsoleRequest | null =>
  consoleRequest.safeParse(data).data ?? null
