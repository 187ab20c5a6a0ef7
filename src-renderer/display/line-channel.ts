import type { RawChannel } from '@novnc/novnc'

/** One line to the display, with the face of a WebSocket, which noVNC asks for. */
export class LineChannel implements RawChannel {
  binaryType = 'arraybuffer'
  readonly protocol = ''
  readyState = 'open'
  onopen: RawChannel['onopen'] = null
  onmessage: RawChannel['onmessage'] = null
  onclose: RawChannel['onclose'] = null
  onerror: RawChannel['onerror'] = null

  constructor(readonly write: (bytes: Uint8Array) => void) {}

  /** Bytes of the display's. Throws what noVNC does when they make no sense at all. */
  receive(bytes: Uint8Array): void {
    this.onmessage?.({ data: bytes.slice().buffer })
  }

  /** The display has hung up. */
  end(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.onclose?.({})
  }

  /** For noVNC, which uses its buffer again. */
  send(bytes: Uint8Array): void {
    this.write(bytes.slice())
  }

  /** For noVNC, when it gives up; as with a WebSocket, it hears of it later. */
  close(): void {
    this.readyState = 'closed'
    queueMicrotask(() => this.onclose?.({}))
  }
}
