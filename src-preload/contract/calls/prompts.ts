import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { Prompt } from '../prompt'
import { nothing } from './inputs'

/** Questions to the person: passwords, passphrases, unknown host keys. */
export const promptCalls = {
  'prompts.list': query(nothing, answers<readonly Prompt[]>()),
  /** Null gives up, and what waited fails. Answering a prompt that is gone does nothing. */
  'prompts.answer': command(
    z.object({
      id: z.string().max(100),
      answer: z
        .object({
          text: z.string().max(10_000),
          username: z.string().max(1000).optional(),
          remember: z.boolean(),
        })
        .nullable(),
    }),
  ),
} as const
