import type { Socket } from 'node:net'
import { TransportError } from '../errors'

/**
 * Waits for a socket to be ready to use. Rejects with a {@link TransportError} whose message
 * begins with `place`, or with the signal's reason, and leaves no listener behind.
 */
export const opened = <S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  options: {
    place: string
    explain?: Readonly<Record<string, string>>
    deadlineMs?: number
    signal?: AbortSignal | undefined
  },
): Promise<S> =>
  new Promise((resolve, reject) => {
    const { place, explain = {}, deadlineMs, signal } = options
    const fail = (error: Error): void => {
      settle()
      socket.on('error', () => {})
      socket.destroy()
      reject(error)
    }
    const onError = (cause: NodeJS.ErrnoException): void => {
      const why = (cause.code && explain[cause.code]) ?? cause.message
      fail(new TransportError(`${place}: ${why}`, { code: cause.code, cause }))
    }
    const onOpen = (): void => {
      settle()
      resolve(socket)
    }
    const onAbort = (): void => fail(signal?.reason as Error)
    const onLate = (): void =>
      fail(new TransportError(`${place}: no answer`, { code: 'ETIMEDOUT' }))
    const timer = deadlineMs && setTimeout(onLate, deadlineMs)
    const settle = (): void => {
      if (timer) clearTimeout(timer)
      socket.off('error', onError)
      socket.off(event, onOpen)
      signal?.removeEventListener('abort', onAbort)
    }
    socket.on('error', onError)
    socket.on(event, onOpen)
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) onAbort()
  })
