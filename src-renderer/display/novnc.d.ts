/** As much of noVNC as is used; its own documentation is `docs/API.md` in the package. */
declare module '@novnc/novnc' {
  /** What noVNC takes for a connection: a WebSocket's face. */
  export interface RawChannel {
    binaryType: string
    readonly protocol: string
    readonly readyState: string
    onopen: (() => void) | null
    onmessage: ((message: { readonly data: ArrayBuffer }) => void) | null
    onclose: ((event: object) => void) | null
    onerror: ((event: unknown) => void) | null
    send(bytes: Uint8Array): void
    close(): void
  }

  export interface Credentials {
    readonly username?: string
    readonly password?: string
  }

  interface RfbEvents {
    connect: CustomEvent<object>
    disconnect: CustomEvent<{ readonly clean: boolean }>
    credentialsrequired: CustomEvent<{ readonly types: readonly string[] }>
    securityfailure: CustomEvent<{ readonly status: number; readonly reason?: string }>
    clipboard: CustomEvent<{ readonly text: string }>
  }

  /** One connection to a VNC server, drawn into `target`. */
  class RFB {
    constructor(target: Element, channel: RawChannel, options?: { readonly shared?: boolean })
    viewOnly: boolean
    scaleViewport: boolean
    /** Asks the server to make the screen as large as `target`. */
    resizeSession: boolean
    /** A CSS value. */
    background: string
    addEventListener<N extends keyof RfbEvents>(
      name: N,
      listener: (event: RfbEvents[N]) => void,
    ): void
    disconnect(): void
    sendCredentials(credentials: Credentials): void
    /** Without `code` the server finds the key by its keysym. */
    sendKey(keysym: number, code: string | null, down?: boolean): void
    focus(options?: FocusOptions): void
    toBlob(callback: (blob: Blob | null) => void, type?: string): void
  }

  export default RFB
}
