import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { UpdateStatus } from '../../src-preload/contract/updates'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import type { Settings } from '../settings/settings'
import { writeAtomically } from '../settings/write-atomically'
import { fetchBounded, type Fetch } from './fetch-bounded'
import { isNewer, readRelease, type Release } from './read-release'
import { feedOf } from './update-feed'

/** The feed is asked no more often than this, in ms, whether it answers or not. */
const DAY_MS = 24 * 60 * 60 * 1000
/** How often it is looked whether that time has come, and when first, in ms. */
const LOOK_MS = 60 * 60 * 1000
const FIRST_LOOK_MS = 15_000

const kept = z.object({
  /** In ms since the epoch. */
  askedAt: z.number(),
  /** Whom. */
  feed: z.string(),
  newest: z.object({ version: z.string(), page: z.string() }).nullable(),
})

type Kept = z.infer<typeof kept>

export interface UpdatesParts {
  /** The version that runs, and where its package says that it comes from. */
  readonly version: string
  readonly repository: unknown
  /** Where it is kept when the feed was asked and what it said. */
  readonly path: string
  readonly settings: Settings
  readonly fetch: Fetch
  readonly log: Log
}

/**
 * Finds out once a day whether a newer version is out, where the settings allow it and somebody can
 * be asked. It downloads and installs nothing. The only thing of this app's that connects to
 * anybody but the person's hosts.
 */
export class Updates {
  readonly #changed = new Listeners<UpdateStatus>()
  readonly #timers: NodeJS.Timeout[] = []
  #kept: Kept | null

  constructor(readonly parts: UpdatesParts) {
    this.#kept = this.#read()
    parts.settings.onDidChange(() => {
      this.#changed.tell(this.status)
      // Whoever has just allowed it need not wait for an hour.
      if (this.#timers.length > 0) void this.look()
    })
  }

  get status(): UpdateStatus {
    return { asks: this.#feed?.host ?? null, newer: this.#newer?.version ?? null }
  }

  /** The page of the newer version; null where none is known. */
  get page(): string | null {
    return this.#newer?.page ?? null
  }

  onDidChange(listener: (status: UpdateStatus) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Looks from now on. */
  start(): void {
    const first = setTimeout(() => {
      this.#timers.push(setInterval(() => void this.look(), LOOK_MS))
      void this.look()
    }, FIRST_LOOK_MS)
    this.#timers.push(first)
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
  }

  /** Asks the feed if its time has come. Never rejects: to know of no newer version is no fault. */
  async look(): Promise<void> {
    const { version, fetch, log } = this.parts
    const feed = this.#feed
    if (feed === null || this.#isFresh(feed)) return
    try {
      // Written down first: one that is asked and does not answer is asked tomorrow.
      this.#keep({ askedAt: Date.now(), feed: feed.href, newest: this.#newestOf(feed) })
      const text = await fetchBounded(fetch, feed, `Virthelm/${version}`)
      this.#keep({ askedAt: Date.now(), feed: feed.href, newest: readRelease(text, feed) })
    } catch (error) {
      log.info({ feed: feed.href, err: error }, 'the newest version could not be found out')
    }
    this.#changed.tell(this.status)
  }

  get #feed(): URL | null {
    const { checkForUpdates, updateFeed } = this.parts.settings.values
    return checkForUpdates ? feedOf(updateFeed, this.parts.repository) : null
  }

  get #newer(): Release | null {
    const feed = this.#feed
    const newest = feed && this.#newestOf(feed)
    return newest && isNewer(newest.version, this.parts.version) ? newest : null
  }

  #newestOf(feed: URL): Release | null {
    return this.#kept?.feed === feed.href ? this.#kept.newest : null
  }

  /** A time that lies ahead was written down under a wrong clock. */
  #isFresh(feed: URL): boolean {
    if (this.#kept?.feed !== feed.href) return false
    const age = Date.now() - this.#kept.askedAt
    return age >= 0 && age < DAY_MS
  }

  #keep(now: Kept): void {
    this.#kept = now
    writeAtomically(this.parts.path, `${JSON.stringify(now)}\n`)
  }

  #read(): Kept | null {
    try {
      const found = kept.parse(JSON.parse(readFileSync(this.parts.path, 'utf8')))
      // What lies on the disk is no more to be trusted than what came over the wire.
      const { newest, feed } = found
      const asked = { tag_name: newest?.version, html_url: newest?.page }
      if (newest) readRelease(JSON.stringify(asked), new URL(feed))
      return found
    } catch {
      return null
    }
  }
}
