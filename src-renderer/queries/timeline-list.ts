import type { Failure } from '../../src-preload/contract/failure'
import type { TimelineEntry, TimelineSearch } from '../../src-preload/contract/timeline'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { olderThan, withNewer } from './timeline-pages'

/** Entries asked for at a time. */
const PAGE = 200
/** How long additions are gathered before they are looked for, in ms. */
const GATHER = 250

export type TimelineFilter = Pick<TimelineSearch, 'text' | 'hostId' | 'machineId'>

/** What is known of the history. */
export interface TimelinePart {
  /** Newest first; null before the first answer. */
  readonly entries: readonly TimelineEntry[] | null
  /** There is nothing older. */
  readonly isWhole: boolean
  readonly failure: Failure | null
}

/**
 * What happened that fits a filter: the newest at once, what happens from now on by itself, and
 * older entries when they are asked for.
 */
export class TimelineList {
  readonly #listeners = new Set<() => void>()
  #part: TimelinePart = { entries: null, isWhole: false, failure: null }
  #isLoadingOlder = false
  #timer: number | undefined

  constructor(readonly filter: TimelineFilter) {}

  readonly part = (): TimelinePart => this.#part

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Keeps it true; the returned function stops it. */
  follow(): () => void {
    void this.#refresh()
    const stop = listen('timeline.added', () => {
      this.#timer ??= window.setTimeout(() => {
        this.#timer = undefined
        void this.#refresh()
      }, GATHER)
    })
    return () => {
      stop()
      window.clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  /** Adds the next page of older entries, where there are any. */
  async loadOlder(): Promise<void> {
    const { entries, isWhole } = this.#part
    const next = olderThan(entries ?? [], PAGE)
    if (next === null || isWhole || this.#isLoadingOlder) return
    this.#isLoadingOlder = true
    try {
      const { before, limit, known } = next
      const older = await call('timeline.search', { ...this.filter, before, limit })
      // A refresh may have begun anew meanwhile: then this page belongs behind nothing.
      if (this.#part.entries?.at(-1) === entries?.at(-1)) {
        const all = [...(this.#part.entries ?? []), ...older.slice(known)]
        this.#put({ entries: all, isWhole: older.length < limit, failure: null })
      }
    } catch (thrown) {
      this.#put({ failure: failureFrom(thrown) })
    } finally {
      this.#isLoadingOlder = false
    }
  }

  async #refresh(): Promise<void> {
    try {
      const newest = await call('timeline.search', { ...this.filter, limit: PAGE })
      const entries = withNewer(this.#part.entries ?? [], newest)
      const isWhole = entries === newest ? newest.length < PAGE : this.#part.isWhole
      this.#put({ entries, isWhole, failure: null })
    } catch (thrown) {
      this.#put({ failure: failureFrom(thrown) })
    }
  }

  #put(change: Partial<TimelinePart>): void {
    this.#part = { ...this.#part, ...change }
    for (const listener of this.#listeners) listener()
  }
}
