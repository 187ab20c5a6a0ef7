import type { FindingState } from '../../src-preload/contract/doctor'
import type { Failure } from '../../src-preload/contract/failure'
import type { Connection, ConnectionUri } from '../libvirt'
import type { Computer } from './computer'

/** Whom the doctor looks at: a host, and this computer from where it is reached. */
export interface Patient {
  readonly name: string
  readonly uri: ConnectionUri
  /** Undefined while the host is not connected. */
  readonly connection: Connection | undefined
  /** Why it is not connected, where it tried. */
  readonly failure: Failure | undefined
  readonly computer: Computer
}

/** A command as its words, with whom it needs. */
export interface Remedy {
  readonly words: readonly string[]
  readonly asAdministrator: boolean
  readonly afterwards?: string
}

/** What one check has to say. */
export interface Observation {
  readonly id: string
  readonly state: FindingState
  readonly sentence: string
  readonly remedy?: Remedy
}

/** A look at one side of a host; says nothing where there is nothing to say. */
export type Check = (patient: Patient) => Promise<readonly Observation[]>

export const good = (id: string, sentence: string): Observation => ({ id, state: 'good', sentence })

export const unknown = (id: string, sentence: string): Observation => ({
  id,
  state: 'unknown',
  sentence,
})

export const warning = (id: string, sentence: string, remedy?: Remedy): Observation => ({
  id,
  state: 'warning',
  sentence,
  ...(remedy && { remedy }),
})

export const bad = (id: string, sentence: string, remedy?: Remedy): Observation => ({
  id,
  state: 'bad',
  sentence,
  ...(remedy && { remedy }),
})

/** A command of the administrator's. */
export const asAdministrator = (words: readonly string[], afterwards?: string): Remedy => ({
  words,
  asAdministrator: true,
  ...(afterwards !== undefined && { afterwards }),
})

/** A command that whoever uses the host may give. */
export const asPerson = (words: readonly string[]): Remedy => ({ words, asAdministrator: false })

export const isHere = ({ uri }: Patient): boolean => uri.host === null

export const isSystem = ({ uri }: Patient): boolean => uri.path === '/system'
