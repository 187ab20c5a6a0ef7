import { PORT_MESSAGE, type PortMessage } from '../../src-preload/contract/channels'

/**
 * Calls back with each port that the main process sends this window for a subject: a machine's id
 * where the window has several, `''` where it has one. The returned function stops it.
 */
export const onPort = (subject: string, take: (port: MessagePort) => void): (() => void) => {
  const hear = ({
    source,
    data,
    ports: [port],
  }: MessageEvent<Partial<PortMessage> | null>): void => {
    if (source !== window || port === undefined) return
    if (data?.type === PORT_MESSAGE && data.subject === subject) take(port)
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}
