import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Machine } from '../../src-preload/contract/machine'
import type { Log } from '../log/log'
import { safeFileName } from '../safe-file-name'
import { TranscriptFile, type TranscriptRules } from './transcript-file'

/** Machines of one name, and a machine that was renamed: the id tells which, whatever its host. */
const markOf = ({ id }: Pick<Machine, 'id'>): string =>
  createHash('sha256').update(id).digest('hex').slice(0, 8)

/** Where consoles' transcripts are: a folder for each machine, a file for each console. */
export class Transcripts {
  constructor(
    readonly folder: string,
    readonly rules: () => TranscriptRules,
    readonly log: Log,
  ) {}

  /** Where a console's transcript is, or would be. */
  pathOf(machine: Pick<Machine, 'id' | 'name'>, device: string | null): string {
    const folder = `${safeFileName(machine.name)}-${markOf(machine)}`
    return join(this.folder, folder, `${safeFileName(device ?? 'console')}.log`)
  }

  open(machine: Pick<Machine, 'id' | 'name'>, device: string | null): TranscriptFile {
    return new TranscriptFile(this.pathOf(machine, device), this.rules, this.log)
  }
}
