/** Where something besides the daemon listens on a host, as seen from that host. */
export type Place =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }

/** Whether only the host itself reaches an address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Whether an address means all of a host's. */
export const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::'
