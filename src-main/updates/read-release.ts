import { z } from 'zod'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { safeAddress } from './update-feed'

/** A version that is out. */
export interface Release {
  /** Three numbers with dots. */
  readonly version: string
  /** Its page, on the server that told of it. */
  readonly page: string
}

const VERSION = /^v?(\d{1,6}\.\d{1,6}\.\d{1,6})$/

/** What is read of an answer: GitHub's account of a release, of which any server can tell as much. */
const answer = z.object({
  tag_name: z.string().max(40).regex(VERSION),
  html_url: z.string().max(500),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
})

/** GitHub answers in one place, and shows in another. */
const pageHostOf = ({ host }: URL): string => (host === 'api.github.com' ? 'github.com' : host)

/**
 * Reads what a feed answered; null where it tells of no finished version. Throws a `Problem` for
 * anything else, and for a page that is not the feed's own.
 */
export const readRelease = (text: string, feed: URL): Release | null => {
  let said: z.infer<typeof answer>
  try {
    said = answer.parse(JSON.parse(text))
  } catch (error) {
    throw new Problem('invalid', t('the answer is no account of a release'), { cause: error })
  }
  if (said.draft === true || said.prerelease === true) return null
  const page = safeAddress(said.html_url)
  if (page?.host !== pageHostOf(feed)) {
    throw new Problem('invalid', t('the release has its page on another server'))
  }
  return { version: said.tag_name.replace(/^v/, ''), page: page.href }
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Whether a version comes after another one; both are three numbers with dots. */
export const isNewer = (version: string, than: string): boolean => {
  const [one, other] = [numbersOf(version), numbersOf(than)]
  const at = one.findIndex((number, i) => number !== other[i])
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0)
}
