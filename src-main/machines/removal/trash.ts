import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Log } from '../../log/log'
import { writeAtomically } from '../../settings/write-atomically'

/** Machines that are kept; the oldest is forgotten first, and its disks stay where they are. */
const MAX_RECORDS = 200

const record = z.object({
  id: z.guid(),
  hostId: z.string(),
  hostName: z.string(),
  name: z.string(),
  uuid: z.string(),
  removedAt: z.number(),
  xml: z.string(),
  autostart: z.boolean(),
  /** Parents before children. */
  snapshots: z.array(z.object({ name: z.string(), xml: z.string(), isCurrent: z.boolean() })),
  /** Volumes to delete with it, each before what it lies on. */
  volumes: z.array(z.object({ poolId: z.string(), name: z.string(), path: z.string() })),
  /** Firmware variables and a TPM were left on the host. */
  keepsState: z.boolean(),
})

/** A machine that was removed, and all that it takes to bring it back. */
export type TrashRecord = z.infer<typeof record>

/** Removed machines, a file each: only its owner may read them, as they may hold passwords. */
export class Trash {
  constructor(
    readonly folder: string,
    readonly log: Log,
  ) {}

  /** Newest first. */
  get records(): readonly TrashRecord[] {
    return this.#files()
      .flatMap((file) => this.#read(file) ?? [])
      .sort((a, b) => b.removedAt - a.removedAt)
  }

  /** Throws a `Problem` when it is not there. */
  get(id: string): TrashRecord {
    const found = this.records.find((record) => record.id === id)
    if (!found) throw new Problem('not-found', t('That is no longer in the trash'))
    return found
  }

  /** Keeps a machine; throws what the disk throws. Answers its record. */
  add(what: Omit<TrashRecord, 'id' | 'removedAt'>): TrashRecord {
    const added = { ...what, id: randomUUID(), removedAt: Date.now() }
    this.#write(added)
    for (const { id, name } of this.records.slice(MAX_RECORDS)) {
      this.log.info({ machine: name }, 'the trash is full: the oldest machine is forgotten')
      this.remove(id)
    }
    return added
  }

  /** Replaces a record, such as by one of which less is left. */
  change(changed: TrashRecord): void {
    this.#write(changed)
  }

  remove(id: string): void {
    rmSync(this.#path(id), { force: true })
  }

  #write(written: TrashRecord): void {
    writeAtomically(this.#path(written.id), `${JSON.stringify(written, null, 1)}\n`)
  }

  #path(id: string): string {
    return join(this.folder, `${id}.json`)
  }

  #files(): readonly string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith('.json'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ folder: this.folder, err: error }, 'the trash cannot be read')
      }
      return []
    }
  }

  #read(file: string): TrashRecord | null {
    try {
      return record.parse(JSON.parse(readFileSync(join(this.folder, file), 'utf8')))
    } catch (error) {
      this.log.warn({ file, err: error }, 'a record in the trash is damaged')
      return null
    }
  }
}
