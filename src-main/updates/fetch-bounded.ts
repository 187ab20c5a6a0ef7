import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** How long an answer may take and how large it may be, in ms and bytes. */
const LONGEST_MS = 15_000
const LARGEST = 512 * 1024

/** The global `fetch`, or one like it. */
export type Fetch = (address: string, options: RequestInit) => Promise<Response>

/**
 * Asks for a small text. It gives nothing away but `agent`, sends and keeps no cookies, and follows
 * nobody elsewhere. Throws a `Problem`, or what the network throws.
 */
export const fetchBounded = async (fetch: Fetch, address: URL, agent: string): Promise<string> => {
  const abort = new AbortController()
  const timer = setTimeout(
    () => abort.abort(new Problem('timeout', t('there was no answer in time'))),
    LONGEST_MS,
  )
  try {
    const response = await fetch(address.href, {
      headers: { 'User-Agent': agent, Accept: 'application/json', 'Cache-Control': 'no-cache' },
      credentials: 'omit',
      redirect: 'error',
      signal: abort.signal,
    })
    if (!response.ok)
      throw new Problem(
        'refused-by-host',
        t('the server answered {status}', { status: response.status }),
      )
    const chunks: Uint8Array[] = []
    let size = 0
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      chunks.push(part.value as Uint8Array)
      size += (part.value as Uint8Array).byteLength
      if (size > LARGEST) throw new Problem('invalid', t('the answer is too large'))
    }
    return Buffer.concat(chunks).toString('utf8')
  } finally {
    clearTimeout(timer)
    abort.abort()
  }
}
