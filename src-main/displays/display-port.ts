import { z } from 'zod'
import type { DisplayMessage, DisplayRequest } from '../../src-preload/contract/display'
import type { WindowPort } from '../window-port'

export type DisplayPort = WindowPort<DisplayMessage>

/** Keys and clicks are some bytes; a clipboard is the most that a window ever sends at once. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024
const MAX_WORDS = 1_000

const line = z.number().int().nonnegative()

const displayRequest: z.ZodType<DisplayRequest> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('input'),
    line,
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_INPUT_BYTES),
  }),
  z.object({ type: z.literal('taken'), line, count: z.number().int().nonnegative() }),
  z.object({ type: z.literal('password'), line }),
  z.object({
    type: z.literal('refuse'),
    line,
    reason: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('not-let-in'), words: z.string().max(MAX_WORDS) }),
      z.object({ kind: z.literal('not-understood') }),
    ]),
  }),
  z.object({ type: z.literal('open') }),
])

/** What a window asked for, or null where that is nothing a display window may ask. */
export const readDisplayRequest = (data: unknown): DisplayRequest | null =>
  displayRequest.safeParse(data).data ?? null
