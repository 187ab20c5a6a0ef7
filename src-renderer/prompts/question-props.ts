import type { CallInput } from '../../src-preload/contract'
import type { Prompt } from '../../src-preload/contract/prompt'

/** What the person answers; null gives up. */
export type PromptAnswer = CallInput<'prompts.answer'>['answer']

/** What each kind of question is given. */
export interface QuestionProps {
  readonly prompt: Prompt
  /** Questions that come after this one. */
  readonly waiting: number
  readonly onAnswer: (answer: PromptAnswer) => void
}
