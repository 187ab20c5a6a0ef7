import { queryOptions } from '@tanstack/react-query'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { queryClient } from './query-client'

/** Questions that wait for the person, oldest first. */
export const promptsQuery = queryOptions({
  queryKey: ['prompts'],
  queryFn: () => call('prompts.list'),
})

/** Keeps the questions true; the returned function stops it. */
export const followPrompts = (): (() => void) =>
  listen('prompts.changed', (prompts) => {
    // An answer that is still under way would be older than this notice.
    void queryClient.cancelQueries({ queryKey: promptsQuery.queryKey })
    queryClient.setQueryData(promptsQuery.queryKey, prompts)
  })
