import type { Wish } from '../src-preload/contract/app'

/** What a link may ask for: to be shown something. Exactly one of them. */
export type Asked =
  { readonly console: string } | { readonly display: string } | { readonly wish: Wish }

const LINK = /^virthelm:(?:\/\/)?(?<what>[a-z-]+)(?:\/(?<name>[^/?#]+))?\/?$/i

/** Longer than any machine's name with each of its characters escaped. */
const LONGEST = 4096

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/**
 * Reads a `virthelm://` link; null when it is none. Any page of the web can offer one, so that it can
 * only show what is here already: it changes no machine and names no host.
 */
export const readLink = (text: string): Asked | null => {
  if (text.length > LONGEST) return null
  const { what = '', name: encoded } = LINK.exec(text)?.groups ?? {}
  const name = encoded === undefined ? null : decode(encoded)
  const kind = what.toLowerCase()
  if (encoded === undefined) {
    return kind === 'new-machine' || kind === 'consoles' ? { wish: { kind } } : null
  }
  if (name === null) return null
  if (kind === 'console') return { console: name }
  if (kind === 'display') return { display: name }
  return kind === 'machine' ? { wish: { kind: 'show-machine', name } } : null
}
