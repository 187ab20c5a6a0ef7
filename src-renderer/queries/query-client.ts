import { QueryClient } from '@tanstack/react-query'

/**
 * The one cache of what hosts say. Answers never grow old by themselves, because the main process
 * tells of every change; and calls go to it rather than to a network, so being offline means nothing.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Infinity,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
})
