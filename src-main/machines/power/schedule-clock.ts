import { readFileSync } from 'node:fs'
import { Cron } from 'croner'
import { z } from 'zod'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Log } from '../../log/log'
import { writeAtomically } from '../../settings/write-atomically'

/** A time that is over by no more than this still counts as now, in ms. */
const PUNCTUAL_MS = 2 * 60_000
/** What was missed longer ago than this nobody is told of, in ms. */
const MISSED_FOR_MS = 31 * 24 * 3_600_000
/** How many missed times are kept of a schedule: more say nothing new. */
const MISSED_KEPT = 10

const kept = z.object({
  lookedAt: z.number(),
  runs: z.record(z.string(), z.number()),
  missed: z.record(z.string(), z.array(z.number())),
})

type Kept = z.infer<typeof kept>

/** When something is due. */
export interface Due {
  readonly name: string
  /** A cron pattern of five fields, in local time. */
  readonly when: string
}

/** Reads a cron pattern. Throws a `Problem` where it is none. */
const readPattern = (when: string): Cron => {
  try {
    return new Cron(when.trim(), { mode: '5-part', paused: true })
  } catch (error) {
    throw new Problem('invalid', t('That is no time pattern'), {
      hint: t(
        'Five fields: minute, hour, day, month, weekday. “0 22 * * 1-5” is 22:00 from Monday to Friday.',
      ),
      cause: error,
    })
  }
}

/** The times of a cron pattern after a moment, in ms. Throws a `Problem` where it is none. */
export const timesOf = (when: string, after: number, count: number): readonly number[] =>
  readPattern(when)
    .nextRuns(count, new Date(after))
    .map((time) => time.getTime())

/** The last times of a cron pattern after one moment and up to another, oldest first. */
const timesBetween = (when: string, from: number, to: number): readonly number[] =>
  readPattern(when)
    // A time is a whole second, and none that is exactly at the end may be left out.
    .previousRuns(MISSED_KEPT + 1, new Date(to + 1000))
    .map((time) => time.getTime())
    .filter((time) => time > from && time <= to)
    .sort((one, other) => one - other)

/**
 * Knows which times came since it last looked, also while nobody looked: the app did not run, or
 * the computer slept. What is due now is answered; what is over is remembered as missed.
 */
export class ScheduleClock {
  #kept: Kept

  constructor(
    readonly path: string,
    readonly now: () => number,
    readonly log: Log,
  ) {
    this.#kept = this.#read()
  }

  /** Looks since the last time: which are due now, and whether any was missed. */
  look(schedules: readonly Due[]): { readonly due: readonly string[]; readonly isMissed: boolean } {
    const now = this.now()
    const due: string[] = []
    let [isNews, isMissed] = [false, false]
    for (const { name, when } of schedules) {
      const times = this.#timesSince(when, now)
      const last = times.at(-1)
      const isDue = last !== undefined && now - last <= PUNCTUAL_MS
      const missed = isDue ? times.slice(0, -1) : times
      if (isDue) due.push(name)
      if (missed.length > 0) {
        isMissed = true
        const known = this.#kept.missed[name] ?? []
        this.#kept.missed[name] = [...known, ...missed].slice(-MISSED_KEPT)
      }
      isNews ||= times.length > 0
    }
    this.#kept.lookedAt = now
    if (isNews) this.save()
    return { due, isMissed }
  }

  missedOf(name: string): readonly number[] {
    return this.#kept.missed[name] ?? []
  }

  lastRunOf(name: string): number | undefined {
    return this.#kept.runs[name]
  }

  ran(name: string): void {
    this.#kept.runs[name] = this.now()
    this.forget(name)
  }

  /** Nobody needs to be told any more when it was missed. */
  forget(name: string): void {
    delete this.#kept.missed[name]
    this.save()
  }

  /** Writes when it last looked: what comes after that it would call missed at its next start. */
  save(): void {
    try {
      writeAtomically(this.path, `${JSON.stringify(this.#kept)}\n`)
    } catch (error) {
      this.log.warn({ path: this.path, err: error }, 'the times of schedules could not be kept')
    }
  }

  /** Of the times between, the last few. */
  #timesSince(when: string, now: number): readonly number[] {
    try {
      return timesBetween(when, Math.max(this.#kept.lookedAt, now - MISSED_FOR_MS), now)
    } catch {
      // A pattern that is none never comes; the power plan shows it so.
      return []
    }
  }

  #read(): Kept {
    const fresh: Kept = { lookedAt: this.now(), runs: {}, missed: {} }
    try {
      const read = kept.parse(JSON.parse(readFileSync(this.path, 'utf8')))
      // A clock that was set back must not make a schedule wait for the time it was.
      return read.lookedAt > fresh.lookedAt ? { ...read, lookedAt: fresh.lookedAt } : read
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ path: this.path, err: error }, 'the times of schedules cannot be read')
      }
      return fresh
    }
  }
}
