import { readFileSync, renameSync } from 'node:fs'
import { z } from 'zod'
import type { Log } from '../log/log'
import { writeAtomically } from './write-atomically'

const savedHost = z.object({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  uri: z.string().min(1).max(2000),
})

export type SavedHost = z.infer<typeof savedHost>

/** Every setting, its form, and what holds where the file says nothing. */
const fields = {
  hosts: z.array(savedHost).default([]),
  consoleFontSize: z.number().int().min(6).max(48).default(13),
  screenReader: z.boolean().default(false),
} as const

const schema = z.object(fields)

export type SettingsValues = z.infer<typeof schema>

/**
 * The settings file: JSON that a person can read and edit. A bad setting is reported and its
 * default used; the file keeps it, and everything unknown, until that very setting is changed.
 */
export class Settings {
  #file: Record<string, unknown> = {}
  #values: SettingsValues = schema.parse({})

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {
    this.#read()
  }

  get values(): Readonly<SettingsValues> {
    return this.#values
  }

  /** Changes some settings and writes the file whole or not at all. Throws what the disk throws. */
  change(change: Partial<SettingsValues>): void {
    this.#values = schema.parse({ ...this.#values, ...change })
    for (const name of Object.keys(change) as (keyof SettingsValues)[]) {
      this.#file[name] = this.#values[name]
    }
    writeAtomically(this.path, `${JSON.stringify(this.#file, null, 2)}\n`)
  }

  #read(): void {
    let text: string
    try {
      text = readFileSync(this.path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn(
          { path: this.path, err: error },
          'the settings cannot be read; using defaults',
        )
      }
      return
    }
    let file: unknown
    try {
      file = JSON.parse(text)
    } catch (error) {
      // A file that is no JSON is put aside, so that the next change does not overwrite it.
      renameSync(this.path, `${this.path}.broken`)
      this.log.warn(
        { path: `${this.path}.broken`, err: error },
        'the settings were no JSON; put aside',
      )
      return
    }
    if (typeof file !== 'object' || file === null) return
    this.#file = { ...file }
    const good: Record<string, unknown> = {}
    for (const [name, field] of Object.entries(fields)) {
      const parsed = field.safeParse(this.#file[name])
      if (parsed.success) good[name] = parsed.data
      else
        this.log.warn(
          { setting: name, problem: z.prettifyError(parsed.error) },
          'a bad setting was ignored',
        )
    }
    this.#values = schema.parse(good)
  }
}
