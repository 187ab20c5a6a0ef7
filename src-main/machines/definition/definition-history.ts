import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PastDefinition } from '../../../src-preload/contract/definition'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Log } from '../../log/log'
import { writeAtomically } from '../../settings/write-atomically'

/** What a machine's history may grow to. */
const MAX_ENTRIES = 50
const MAX_CHARACTERS = 2 * 1024 * 1024

const fileForm = z.object({
  machine: z.string(),
  definitions: z.array(
    z.object({ id: z.string(), at: z.number(), why: z.string(), xml: z.string() }),
  ),
})

type Entry = z.infer<typeof fileForm>['definitions'][number]

/** Drops the oldest until the rest fits. */
const bounded = (entries: readonly Entry[]): Entry[] => {
  let room = MAX_CHARACTERS
  return entries.slice(0, MAX_ENTRIES).filter(({ xml }, i) => {
    room -= xml.length
    return i === 0 || room >= 0
  })
}

/** What machines were defined as before: one file each, newest first, bounded. */
export class DefinitionHistory {
  constructor(
    readonly folder: string,
    readonly log: Log,
  ) {}

  /** Keeps a definition that is about to be replaced; the same as the newest is not kept twice. */
  add(id: MachineId, xml: string, why: string): void {
    const entries = this.#read(id)
    if (entries[0]?.xml === xml) return
    const definitions = bounded([{ id: randomUUID(), at: Date.now(), why, xml }, ...entries])
    writeAtomically(this.#path(id), `${JSON.stringify({ machine: id, definitions }, null, 1)}\n`)
  }

  /** Newest first. */
  list(id: MachineId): PastDefinition[] {
    return this.#read(id).map(({ id: past, at, why, xml }) => ({
      id: past,
      at,
      why: t(why),
      bytes: Buffer.byteLength(xml),
    }))
  }

  /** One of the list. Throws a `Problem` when it is no longer kept. */
  get(id: MachineId, past: string): string {
    const entry = this.#read(id).find((it) => it.id === past)
    if (entry) return entry.xml
    throw new Problem('not-found', t('That definition is no longer kept'))
  }

  /** Ids hold what no file name may; their digest does not. */
  #path(id: MachineId): string {
    const name = createHash('sha256').update(id).digest('hex').slice(0, 32)
    return join(this.folder, `${name}.json`)
  }

  #read(id: MachineId): readonly Entry[] {
    let text: string
    try {
      text = readFileSync(this.#path(id), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ machine: id, err: error }, 'the history of definitions cannot be read')
      }
      return []
    }
    try {
      return fileForm.parse(JSON.parse(text)).definitions
    } catch (error) {
      this.log.warn({ machine: id, err: error }, 'the history of definitions is damaged')
      return []
    }
  }
}
