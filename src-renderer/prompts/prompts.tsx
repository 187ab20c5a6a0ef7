import { useQuery } from '@tanstack/react-query'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { promptsQuery } from '../queries/prompts'
import { raiseFailure } from '../state/problems'
import { ConfirmPrompt } from './confirm-prompt'
import type { PromptAnswer } from './question-props'
import { SecretPrompt } from './secret-prompt'

const answerPrompt = async (id: string, answer: PromptAnswer): Promise<void> => {
  try {
    await call('prompts.answer', { id, answer })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Asks the person what hosts want to know, one question at a time, over whatever else is open. */
export const Prompts = () => {
  const prompts = useQuery(promptsQuery).data ?? []
  const [prompt] = prompts
  if (prompt === undefined) return null
  const Question = prompt.isSecret ? SecretPrompt : ConfirmPrompt
  return (
    <Question
      key={prompt.id}
      prompt={prompt}
      waiting={prompts.length - 1}
      onAnswer={(answer) => void answerPrompt(prompt.id, answer)}
    />
  )
}
