import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import type { MigrationCheck } from '../../../src-preload/contract/migration'
import type { Destination } from './look-at-destination'
import type { PlannedDisk } from './plan-disks'
import type { Subject } from './read-subject'

/** All that a migration is judged by. */
export interface MigrationFacts {
  readonly request: MigrationRequest
  readonly subject: Subject
  readonly destination: Destination
  readonly disks: readonly PlannedDisk[]
  /** What people call the destination. */
  readonly hostName: string
}

/** Judges one side of a migration. */
export type Judge = (facts: MigrationFacts) => readonly MigrationCheck[]

export const fine = (about: string, text: string): MigrationCheck => ({
  about,
  verdict: 'fine',
  text,
})
export const warns = (about: string, text: string): MigrationCheck => ({
  about,
  verdict: 'warns',
  text,
})
export const stops = (about: string, text: string): MigrationCheck => ({
  about,
  verdict: 'stops',
  text,
})
