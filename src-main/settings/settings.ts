import { readFileSync, renameSync } from 'node:fs'
import { z } from 'zod'
import {
  defaultSettings,
  settingValues,
  type SettingsReport,
} from '../../src-preload/contract/settings'
import { t } from '../../src-preload/language/t'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { writeAtomically } from './write-atomically'

const savedHost = z.object({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  uri: z.string().min(1).max(2000),
  autoconnect: z.boolean().default(true),
})

/** What the file holds: the person's settings, and the list of hosts that the app keeps for them. */
const schema = settingValues.extend({ hosts: z.array(savedHost) })

export type SettingsValues = z.infer<typeof schema>

const defaults: SettingsValues = { ...defaultSettings, hosts: [] }

/**
 * The settings file: JSON that a person can read and edit. A bad setting is reported and its
 * default used; the file keeps it, and everything unknown, until that very setting is changed.
 */
export class Settings {
  readonly #changed = new Listeners<SettingsReport>()
  readonly #problems: string[] = []
  #file: Record<string, unknown> = {}
  #values: SettingsValues = defaults

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {
    this.#read()
  }

  get values(): Readonly<SettingsValues> {
    return this.#values
  }

  /** For the windows: without what is not theirs to change. */
  get report(): SettingsReport {
    return { values: settingValues.parse(this.#values), problems: this.#problems, path: this.path }
  }

  onDidChange(listener: (report: SettingsReport) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Changes some settings and writes the file whole or not at all. Throws what the disk throws. */
  change(change: Partial<SettingsValues>): void {
    const values = schema.parse({ ...this.#values, ...change })
    const file = { ...this.#file }
    for (const name of Object.keys(change) as (keyof SettingsValues)[]) file[name] = values[name]
    writeAtomically(this.path, `${JSON.stringify(file, null, 2)}\n`)
    this.#file = file
    this.#values = values
    this.#changed.tell(this.report)
  }

  #read(): void {
    let text: string
    try {
      text = readFileSync(this.path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.#problem(t('The settings cannot be read; defaults are in force'), error)
      }
      return
    }
    let file: unknown
    try {
      file = JSON.parse(text)
    } catch (error) {
      // A file that is no JSON is put aside, so that the next change does not overwrite it.
      renameSync(this.path, `${this.path}.broken`)
      this.#problem(
        t('The settings file was not JSON; it is kept as {path}.broken', { path: this.path }),
        error,
      )
      return
    }
    if (typeof file !== 'object' || file === null) return
    this.#file = { ...file }
    const good: Record<string, unknown> = {}
    for (const [name, form] of Object.entries(schema.shape)) {
      if (this.#file[name] === undefined) continue
      const parsed = form.safeParse(this.#file[name])
      if (parsed.success) good[name] = parsed.data
      else
        this.#problem(
          t('"{name}" is ignored: {why}', { name, why: z.prettifyError(parsed.error) }),
          parsed.error,
        )
    }
    this.#values = { ...defaults, ...good }
  }

  #problem(sentence: string, error: unknown): void {
    this.#problems.push(sentence)
    this.log.warn({ path: this.path, err: error }, sentence)
  }
}
