/** What can go wrong between a client and a daemon. */

/** Which way a packet goes. */
export type Direction = 'toClient' | 'toDaemon'

/** What happens to one packet, or by it to its connection. */
export type FrameFault =
  /** It and what follows it come late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** It arrives in pieces of so many bytes. */
  | { readonly kind: 'split'; readonly bytes: number }
  /** So much of it arrives, and nothing more. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Its length word is another. */
  | { readonly kind: 'corrupt-length'; readonly flip: number }
  /** A word of its header is another. */
  | { readonly kind: 'corrupt-header'; readonly word: number; readonly flip: number }
  /** Some bytes of its payload are others. */
  | { readonly kind: 'corrupt-payload'; readonly share: number; readonly flips: readonly number[] }
  /** It arrives after so many of those that follow it. */
  | { readonly kind: 'reorder'; readonly past: number }
  /** It arrives twice. */
  | { readonly kind: 'duplicate' }
  /** A packet begins that claims so many bytes, and what follows are not its own. */
  | { readonly kind: 'oversize'; readonly claims: number }
  /** The connection ends between two packets, politely or not. */
  | { readonly kind: 'cut'; readonly how: 'end' | 'reset' }
  /**
   * Nothing goes this way any more, though the sockets stay open: `swallow` takes what is sent,
   * `stall` lets it pile up.
   */
  | { readonly kind: 'half-open'; readonly how: 'swallow' | 'stall' }

/** What happens to the next connection that is opened. */
export type AcceptFault =
  /** It is accepted, and nothing ever answers. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'refuse' }
  /** Something answers that is no libvirt daemon. */
  | { readonly kind: 'babble'; readonly bytes: Buffer }

/** What a proxy can do: to a packet that goes some way, after so many others, or to a connection. */
export type ProxyFault =
  | {
      readonly of: 'frame'
      readonly fault: FrameFault
      readonly direction: Direction
      /** How many packets pass unharmed before it strikes. */
      readonly after: number
    }
  | { readonly of: 'accept'; readonly fault: AcceptFault }
