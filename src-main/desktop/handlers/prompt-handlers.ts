import type { promptCalls } from '../../../src-preload/contract/calls/prompts'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const promptHandlers = ({
  services: { prompts },
}: Desk): HandlersOf<keyof typeof promptCalls> => ({
  'prompts.list': () => prompts.all,
  'prompts.answer': ({ id, answer }) => {
    if (answer === null) return prompts.answer(id, null)
    const { text, username, remember } = answer
    return prompts.answer(id, { text, remember, ...(username !== undefined && { username }) })
  },
})
